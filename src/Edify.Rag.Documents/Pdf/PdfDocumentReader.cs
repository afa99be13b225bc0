using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Structure;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf;

/// <summary>Reads the text of PDF files (ISO 32000-2), page by page.</summary>
/// <remarks>
/// Whatever the bytes, only a <see cref="DocumentReadException"/> or a cancellation comes out, besides failures of the stream
/// itself: a page that cannot be read is skipped and reported, a file in which nothing can be read is damaged. The size of the
/// file and the time are limited by <see cref="BoundedDocumentReader"/>.
/// </remarks>
internal sealed class PdfDocumentReader(IOcrEngine? ocr = null, FetchSizes? sizes = null) : ITimedDocumentReader
{
    public string Fingerprint => ocr is null ? "pdf/4" : $"pdf/4+{ocr.Fingerprint}";

    public bool NeedsSeeking => true;

    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Pdf;

    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default) =>
        ReadAsync(content, context, null, cancellationToken);

    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, ReadClock? clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadPagesAsync(content, context, clock, cancellationToken).WithDamageAs(context.Name, ReadSession.IsOfParsing, cancellationToken);
    }

    private async IAsyncEnumerable<DocumentElement> ReadPagesAsync(
        Stream content, DocumentContext context, ReadClock? clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = await ByteSource.OpenAsync(content, sizes ?? FetchSizes.Usual, cancellationToken).ConfigureAwait(false);
        var session = await ReadSession.OpenAsync(source, context, takesImages: ocr is not null, cancellationToken).ConfigureAwait(false);
        context.Info?.Report(await session.ReadInfoAsync().ConfigureAwait(false));
        var assembler = new DocumentAssembler();
        var recognizer = new PageRecognizer(ocr, context, clock);
        while (await session.NextPageAsync().ConfigureAwait(false) is { } page)
        {
            var read = page.Scan is null ? page : await recognizer.RecognizeAsync(page, page.Scan, cancellationToken).ConfigureAwait(false);
            foreach (var element in assembler.Add(read)) yield return element;
        }

        while (assembler.HasHeld)
            foreach (var element in assembler.Release()) yield return element;
    }
}
