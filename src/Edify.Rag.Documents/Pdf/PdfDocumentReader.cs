using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Pdf.Structure;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf;

/// <summary>Reads the text of PDF files (ISO 32000-2), page by page.</summary>
/// <remarks>
/// Whatever the bytes, only a <see cref="DocumentReadException"/> or a cancellation comes out, besides failures of the stream
/// itself: a page that cannot be read is skipped and reported, a file in which nothing can be read is damaged.
/// </remarks>
internal sealed class PdfDocumentReader : IDocumentReader
{
    private const int HeaderBytes = 1024;

    private readonly TimeProvider _time;

    public PdfDocumentReader()
        : this(TimeProvider.System)
    {
    }

    internal PdfDocumentReader(TimeProvider time) => _time = time;

    public string Fingerprint => "pdf/1";

    public bool NeedsSeeking => true;

    public bool CanRead(DocumentProbe probe) => probe.Head.Span[..Math.Min(HeaderBytes, probe.Head.Length)].IndexOf("%PDF-"u8) >= 0;

    public async IAsyncEnumerable<DocumentElement> ReadAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        if (!content.CanSeek) throw new ArgumentException("A PDF file is read from a stream that can seek.", nameof(content));

        var budget = new PdfBudget(context, _time, cancellationToken);
        budget.CheckFile(content.Length);
        var source = await ByteSource.OpenAsync(content, cancellationToken).ConfigureAwait(false);
        using var session = ReadSession.Open(source, context, budget);
        var assembler = new DocumentAssembler();
        while (session.NextPage() is { } page)
            foreach (var element in assembler.Add(page)) yield return element;
        while (assembler.HasHeld)
            foreach (var element in assembler.Release()) yield return element;
    }
}
