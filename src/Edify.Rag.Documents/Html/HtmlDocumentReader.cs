using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>Reads HTML: the content of the page, without navigation, forms and what is hidden.</summary>
/// <remarks>Nothing is fetched and no script runs. The document tree is held in memory, so that the size is limited.</remarks>
/// <param name="mainContentOnly">Whether what surrounds the content is left out; otherwise everything that can be seen is read.</param>
internal sealed class HtmlDocumentReader(bool mainContentOnly = true) : ITimedDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => mainContentOnly ? "html/3" : "html/3:whole";

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Html;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default) =>
        ReadAsync(content, context, null, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, ReadClock? clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadPageAsync(content, context, clock, cancellationToken).WithDamageAs(context.Name, e => e is InvalidDataException, cancellationToken);
    }

    private async IAsyncEnumerable<DocumentElement> ReadPageAsync(
        Stream content, DocumentContext context, ReadClock? clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var composer = new ElementComposer();
        foreach (var piece in await PiecesAsync(content, context, clock, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (composer.Compose(piece.Kind, piece.Text, level: piece.Level) is { } element) yield return element;
        }
    }

    // The tree is gone before the first piece is handed on, since whoever takes the pieces may take long.
    private async ValueTask<List<HtmlPiece>> PiecesAsync(Stream content, DocumentContext context, ReadClock? clock, CancellationToken cancellationToken)
    {
        var html = await HtmlText.ReadAsync(content, context, cancellationToken).ConfigureAwait(false);
        using var turn = await LargePages.TurnAsync(html.Length, clock, cancellationToken).ConfigureAwait(false);
        using var page = HtmlPage.Parse(html, new HtmlBudget(context), cancellationToken);
        context.Info?.Report(page.Info);
        return page.Read(mainContentOnly, cancellationToken);
    }
}
