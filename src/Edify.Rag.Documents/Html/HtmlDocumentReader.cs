using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>Reads HTML: the content of the page, without navigation, forms and what is hidden.</summary>
/// <remarks>Nothing is fetched and no script runs. The document tree is held in memory, so that the size is limited.</remarks>
/// <param name="mainContentOnly">Whether what surrounds the content is left out; otherwise everything that can be seen is read.</param>
internal sealed class HtmlDocumentReader(bool mainContentOnly = true) : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => mainContentOnly ? "html/3" : "html/3:whole";

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Html;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadPageAsync(content, context, cancellationToken).WithDamageAs(context.Name, e => e is InvalidDataException, cancellationToken);
    }

    private async IAsyncEnumerable<DocumentElement> ReadPageAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var html = await HtmlText.ReadAsync(content, context, cancellationToken).ConfigureAwait(false);
        using var page = HtmlPage.Parse(html, new HtmlBudget(context), cancellationToken);
        context.Info?.Report(page.Info);

        var composer = new ElementComposer();
        foreach (var piece in page.Read(mainContentOnly, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (composer.Compose(piece.Kind, piece.Text, level: piece.Level) is { } element) yield return element;
        }
    }
}
