using System.Runtime.CompilerServices;
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
internal sealed class PdfDocumentReader : IDocumentReader
{
    public string Fingerprint => "pdf/2";

    public bool NeedsSeeking => true;

    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Pdf;

    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadPagesAsync(content, context, cancellationToken).WithDamageAs(context.Name, ReadSession.IsOfParsing, cancellationToken);
    }

    private static async IAsyncEnumerable<DocumentElement> ReadPagesAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = await ByteSource.OpenAsync(content, cancellationToken).ConfigureAwait(false);
        var session = await ReadSession.OpenAsync(source, context, cancellationToken).ConfigureAwait(false);
        var assembler = new DocumentAssembler();
        while (await session.NextPageAsync().ConfigureAwait(false) is { } page)
            foreach (var element in assembler.Add(page)) yield return element;
        while (assembler.HasHeld)
            foreach (var element in assembler.Release()) yield return element;
    }
}
