using System.Runtime.CompilerServices;
using System.Text;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Text;

/// <summary>Reads text without markup: paragraphs between blank lines, underlined headings, list items.</summary>
/// <remarks>Memory does not grow with the file. A file whose first block holds a form feed has pages; others have none.</remarks>
internal sealed class TextDocumentReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => "text/2";

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Text;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadAsync(new StringBuilder(), new TextDecoder(content), context, cancellationToken);
    }

    /// <summary>Reads text of which another reader has already decoded a part.</summary>
    /// <param name="beginning">That part.</param>
    /// <param name="rest">What follows.</param>
    /// <param name="context">Name and where to report.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<DocumentElement> ReadAsync(
        StringBuilder beginning, TextDecoder rest, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineSplitter(new TextStructure(context.Report));
        foreach (var block in beginning.GetChunks())
            if (!block.IsEmpty)
                foreach (var element in lines.Push(block.Span)) yield return element;

        while (await rest.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var element in lines.Push(block.Span)) yield return element;
        }

        foreach (var element in lines.Complete()) yield return element;
        rest.ReportLosses(context);
    }
}
