using Edify.Rag.Documents.Pdf.Layout;
using Edify.Rag.Documents.Pdf.Tagging;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Makes elements of pages. A few pages are held back, so that running heads and the size of body text are known.</summary>
internal sealed class DocumentAssembler
{
    private readonly ElementComposer _composer = new();
    private readonly RunningHeads _heads = new();
    private readonly BodyType _body = new();
    private readonly HeadingRanks _ranks = new();
    private readonly Queue<LaidOutPage> _held = new();

    /// <summary>Takes the next page; gives the elements of those that need not be held any longer.</summary>
    public IEnumerable<DocumentElement> Add(LaidOutPage page)
    {
        _heads.Learn(page);
        _body.Learn(ParagraphBuilder.Build(page));
        _held.Enqueue(page);
        return _held.Count > RunningHeads.Reach ? Release() : [];
    }

    /// <summary>The elements of the next page held back; none when all were released.</summary>
    public IEnumerable<DocumentElement> Release()
    {
        if (!_held.TryDequeue(out var page)) yield break;
        var (headers, footers) = _heads.Take(page);
        _heads.Forget(page.Number - RunningHeads.Reach);
        foreach (var head in ComposeHeads(headers.Select(TextOf).Concat(page.Tags?.Heads.Headers ?? []), page)) yield return head;
        foreach (var element in ReleaseTagged(page)) yield return element;
        var paragraphs = ParagraphBuilder.Build(page);
        var listMargins = paragraphs.Where(p => ListMarker.Begins(p.Text)).Select(p => MathF.Floor(p.X)).Distinct().Order().ToArray();
        foreach (var paragraph in paragraphs)
        {
            var (kind, level) = ElementClassifier.Classify(paragraph, _body.Size, listMargins, _ranks);
            var text = kind == ElementKind.ListItem ? ListMarker.Strip(paragraph.Text) : paragraph.Text;
            if (_composer.Compose(kind, text, page.Number, level) is { } element) yield return element;
        }

        foreach (var text in page.Recognized)
            if (_composer.Compose(ElementKind.Paragraph, text, page.Number) is { } element) yield return element;
        foreach (var head in ComposeHeads(footers.Select(TextOf).Concat(page.Tags?.Heads.Footers ?? []), page)) yield return head;
    }

    private static string TextOf(TextBlock head) => string.Join(' ', head.Lines.Select(l => l.Text));

    private IEnumerable<DocumentElement> ComposeHeads(IEnumerable<string> heads, LaidOutPage page)
    {
        foreach (var head in heads)
            if (_composer.Compose(ElementKind.RunningHead, head, page.Number) is { } element) yield return element;
    }

    // What the tags of a page do not tell comes behind what they do.
    private IEnumerable<DocumentElement> ReleaseTagged(LaidOutPage page)
    {
        if (_held.TryPeek(out var next) && next.Number == page.Number + 1) TaggedContinuation.Join(page.Tags, next.Tags);
        foreach (var piece in page.Tags?.Pieces ?? [])
            if (_composer.Compose(piece.Kind, piece.Text, page.Number, piece.Level) is { } element) yield return element;
    }

    /// <summary>Whether pages are held back.</summary>
    public bool HasHeld => _held.Count > 0;
}
