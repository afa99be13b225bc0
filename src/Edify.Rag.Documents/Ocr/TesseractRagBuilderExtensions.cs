using Edify.Rag.Documents.Ocr;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Adds the recognition of text in scanned pages.</summary>
public static class TesseractRagBuilderExtensions
{
    /// <summary>Has scanned pages read by the <c>tesseract</c> program, which must be installed.</summary>
    /// <remarks>Where it is missing, documents are read all the same, and their scanned pages reported as needing OCR.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseTesseract(this IRagBuilder builder, Action<TesseractOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<TesseractOptions, TesseractOptionsValidator>(configure);
        return builder.Use<IOcrEngine>("tesseract", services => new TesseractOcrEngine(services.GetOptions<TesseractOptions>(builder.Name), services.GetTime()));
    }
}
