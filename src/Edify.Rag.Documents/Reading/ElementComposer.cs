using System.Text;

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
    public DocumentElement? Compose(ElementKind kind, string text, int page = 0, int level = 0)
    {
        var clean = Clean(kind, text);
        if (clean.Length == 0) return null;
        if (kind == ElementKind.Heading) LeaveSections(level);

        var element = new DocumentElement(kind, clean) { Page = page, Level = level, HeadingPath = _path, Start = _position };
        _position += clean.Length + 1;
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

    private static string Clean(ElementKind kind, string text)
    {
        var keepsLines = kind is ElementKind.Table or ElementKind.Code;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            var isBlank = c is ' ' or '\n' or '\t' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029';
            if (keepsLines && c is ' ' or '\n' or '\t') clean.Append(c);
            else if (isBlank && clean.Length > 0 && clean[^1] == ' ') continue;
            else if (isBlank) clean.Append(' ');
            else if (!char.IsControl(c)) clean.Append(c);
        }

        return Normalize(clean.ToString()).Trim();
    }

    // Half a surrogate pair makes Normalize throw; it is replaced, as every decoder does.
    private static string Normalize(string text)
    {
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return wellFormed.IsNormalized(NormalizationForm.FormC) ? wellFormed : wellFormed.Normalize(NormalizationForm.FormC);
    }
}
