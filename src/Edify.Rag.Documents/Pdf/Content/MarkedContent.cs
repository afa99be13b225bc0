using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Pdf.Tagging;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Marked-content sequences: hidden layers, replacement text, artifacts, and what belongs to elements of the structure tree.</summary>
/// <remarks>ISO 32000-2, 14.6, 14.8.2.2 and 14.9.4.</remarks>
internal sealed class MarkedContent(PageContent page, OptionalContent layers, PdfBudget budget)
{
    private const int MaxDepth = 10_000;

    // Replacement text is decoded at its end only: thousands of open sequences may share the bytes of one.
    private readonly record struct Sequence(bool IsHidden, byte[]? ActualText, int FirstGlyph, ContentMark Outer);

    private readonly Stack<Sequence> _open = new();
    private int _hidden;

    /// <summary>Whether text shown now is not to be seen.</summary>
    public bool IsHidden => _hidden > 0;

    /// <summary>Key in the parent tree of the stream that is executed; -1 when it has none.</summary>
    public int Owner { get; set; } = -1;

    /// <summary>How many sequences are open; see <see cref="CloseTo"/>.</summary>
    public int Depth => _open.Count;

    public void Begin(string? tag, PdfObject? properties = null)
    {
        if (_open.Count >= MaxDepth) return;
        var dictionary = PdfDictionary.AsDictionary(properties is PdfReference reference ? reference.Resolve() : properties);
        var isHidden = tag == "OC" && layers.IsHidden(properties);
        if (isHidden) _hidden++;
        _open.Push(new Sequence(isHidden, dictionary?.Bytes("ActualText"), page.Glyphs.Count, page.Marks.Current));
        if (tag == "Artifact") page.Marks.Switch(ContentMark.Of(KindOf(dictionary)), page.Glyphs.Count);
        else if (Owner >= 0 && dictionary?["MCID"] is PdfNumber { Value: >= 0 } id) page.Marks.Switch(new ContentMark(Owner, (int)id.Value), page.Glyphs.Count);
    }

    public void End()
    {
        if (!_open.TryPop(out var sequence)) return;
        if (sequence.IsHidden) _hidden--;
        if (sequence.ActualText is not null && sequence.FirstGlyph < page.Glyphs.Count) Replace(sequence.FirstGlyph, PdfText.Decode(sequence.ActualText));
        page.Marks.Switch(sequence.Outer, page.Glyphs.Count);
    }

    /// <summary>Ends what a form has left open.</summary>
    public void CloseTo(int depth)
    {
        while (_open.Count > depth) End();
    }

    private static ArtifactKind KindOf(PdfDictionary? artifact) => artifact?.Name("Type") switch
    {
        "Pagination" when artifact.Name("Subtype") is "Header" or "Footer" => ArtifactKind.RunningHead,
        "Pagination" or null => ArtifactKind.Pagination,
        _ => ArtifactKind.Ornament,
    };

    // Replacement text takes the place of one line's glyphs; over several lines the glyphs themselves know better where they are.
    private void Replace(int first, string actual)
    {
        var glyphs = page.Glyphs;
        var start = glyphs[first];
        for (var i = first + 1; i < glyphs.Count; i++)
            if (glyphs[i].Angle != start.Angle || Math.Abs(glyphs[i].Y - start.Y) > start.Size * 0.6f && start.Angle is 0 or 180) return;
        var text = Fonts.GlyphText.Clean(actual);
        var end = glyphs[^1];
        page.TakeBack(first);
        if (!string.IsNullOrEmpty(text) && !page.TryAdd(start with { Text = text, EndX = end.EndX, EndY = end.EndY })) throw budget.TooManyGlyphsOnPage();
    }
}
