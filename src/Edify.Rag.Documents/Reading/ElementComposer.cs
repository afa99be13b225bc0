namespace Edify.Rag.Documents.Reading;

/// <summary>Makes elements in reading order: cleans their text, counts offsets, and keeps the path of headings.</summary>
/// <remarks>One per document; not safe for concurrent use.</remarks>
internal sealed class ElementComposer
{
    private readonly List<(int Level, string Title)> _headings = [];
    private IReadOnlyList<string> _path = [];
    private long _position;

    /// <summary>The next element; <see langword="null"/> when nothing but white space is left of the text.</summary>
    /// <param name="kind">What the piece is.</param>
    /// <param name="text">Its text as it stands in the file.</param>
    /// <param name="page">Page, from 1; 0 where the format has none.</param>
    /// <param name="level">Level of a heading or depth of a list item, from 1.</param>
    public DocumentElement? Compose(ElementKind kind, ReadOnlySpan<char> text, int page = 0, int level = 0)
    {
        var clean = ElementText.Clean(text, keepsLines: kind is ElementKind.Table or ElementKind.Code);
        if (clean.Length == 0) return null;
        if (kind == ElementKind.Heading) LeaveSections(level);

        var element = new DocumentElement(kind, clean) { Page = page, Level = level, HeadingPath = _path, Start = _position };
        if (kind != ElementKind.RunningHead) _position += clean.Length + 1;
        if (kind == ElementKind.Heading) EnterSection(level, clean);
        return element;
    }

    private void LeaveSections(int level)
    {
        while (_headings.Count > 0 && _headings[^1].Level >= level) _headings.RemoveAt(_headings.Count - 1);
        _path = [.. _headings.Select(h => h.Title)];
    }

    private void EnterSection(int level, string title)
    {
        _headings.Add((level, title));
        _path = [.. _path, title];
    }
}
