using System.Globalization;

namespace Edify.Rag.Documents.Ocr;

/// <summary>Recognizes text with the installed <c>tesseract</c> program: image in, table of words out, nothing written to disk.</summary>
internal sealed class TesseractOcrEngine(TesseractOptions options, TimeProvider time) : IOcrEngine, IDisposable
{
    // Finds out which way up the page is; needs the program's "osd" data, without which it goes on with a warning.
    private const int WithOrientation = 1;

    private readonly SemaphoreSlim _processes = new(options.MaxParallel > 0 ? options.MaxParallel : Environment.ProcessorCount);

    /// <remarks>The version is that of this adapter: to ask the program for its own, it would have to be there.</remarks>
    public string Fingerprint { get; } = string.Create(CultureInfo.InvariantCulture, $"tesseract/1({options.Languages},{options.PageSegmentation})");

    public async Task<IReadOnlyList<string>> RecognizeAsync(OcrImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        await _processes.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var table = await TesseractProcess.RunAsync(options, Arguments(image), image.Content, time, cancellationToken).ConfigureAwait(false);
            return TesseractTable.Paragraphs(table);
        }
        finally
        {
            _processes.Release();
        }
    }

    public void Dispose() => _processes.Dispose();

    private IEnumerable<string> Arguments(OcrImage image)
    {
        var segmentation = image.Rotation == 0 ? options.PageSegmentation : WithOrientation;
        yield return "stdin";
        yield return "stdout";
        yield return "-l";
        yield return options.Languages;
        yield return "--psm";
        yield return segmentation.ToString(CultureInfo.InvariantCulture);
        if (image.Resolution > 0)
        {
            yield return "--dpi";
            yield return image.Resolution.ToString(CultureInfo.InvariantCulture);
        }

        yield return "tsv";
    }
}
