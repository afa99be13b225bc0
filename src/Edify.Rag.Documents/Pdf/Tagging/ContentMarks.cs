using Edify.Rag.Documents.Pdf.Content;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Which of a page's glyphs belong to which mark, kept as runs in the order they are shown.</summary>
internal sealed class ContentMarks
{
    private readonly List<(int First, ContentMark Mark)> _runs = [];

    /// <summary>The mark of what is shown now.</summary>
    public ContentMark Current { get; private set; } = ContentMark.None;

    /// <summary>Whether anything on the page is marked.</summary>
    public bool Any => _runs.Count > 0;

    public void Clear()
    {
        _runs.Clear();
        Current = ContentMark.None;
    }

    /// <summary>Begins a run.</summary>
    /// <param name="mark">What the glyphs to come belong to.</param>
    /// <param name="firstGlyph">How many glyphs stand before it.</param>
    public void Switch(ContentMark mark, int firstGlyph)
    {
        if (mark == Current) return;
        Current = mark;
        // Replacement text takes glyphs back, and with them the runs that began among them.
        while (_runs.Count > 0 && _runs[^1].First >= firstGlyph) _runs.RemoveAt(_runs.Count - 1);
        _runs.Add((firstGlyph, mark));
    }

    /// <summary>The glyphs of each mark, in the order they are shown.</summary>
    public Dictionary<ContentMark, List<Glyph>> Group(List<Glyph> glyphs)
    {
        var groups = new Dictionary<ContentMark, List<Glyph>>();
        Add(groups, ContentMark.None, glyphs, 0, _runs.Count > 0 ? _runs[0].First : glyphs.Count);
        for (var i = 0; i < _runs.Count; i++)
            Add(groups, _runs[i].Mark, glyphs, _runs[i].First, i + 1 < _runs.Count ? _runs[i + 1].First : glyphs.Count);
        return groups;
    }

    private static void Add(Dictionary<ContentMark, List<Glyph>> groups, ContentMark mark, List<Glyph> glyphs, int from, int to)
    {
        to = Math.Min(to, glyphs.Count);
        if (from >= to) return;
        if (!groups.TryGetValue(mark, out var group)) groups[mark] = group = [];
        for (var i = from; i < to; i++) group.Add(glyphs[i]);
    }
}
