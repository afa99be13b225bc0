using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Text;

/// <summary>Reads text without markup: paragraphs between blank lines, underlined headings, list items.</summary>
/// <remarks>Memory does not grow with the file. A file whose first block holds a form feed has pages; others have none.</remarks>
internal sealed class TextDocumentReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => "text/1";

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Text;

    /// <inheritdoc/>
    public async IAsyncEnumerable<DocumentElement> ReadAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);

        var decoder = new TextDecoder(content);
        var lines = new LineSplitter(new TextStructure(context.Report));
        while (await decoder.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var element in lines.Push(block.Span)) yield return element;
        }

        foreach (var element in lines.Complete()) yield return element;
        decoder.ReportLosses(context);
    }
}
