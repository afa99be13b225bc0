using System.Text;
using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Layout;
using Edify.Rag.Documents.Pdf.Structure;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Makes text of what a block shows, by the words and lines of the page's layout.</summary>
/// <param name="budget">Ends the work when its time is over.</param>
internal sealed class TaggedText(PdfBudget budget)
{
    private const float LetterWidth = 0.6f;
    private const int MaxIndent = 40;

    private readonly WordBuilder _words = new(new Monospace());

    /// <summary>The text, its lines joined.</summary>
    public string Join(TaggedContent content)
    {
        var text = new StringBuilder();
        foreach (var (glyphs, own) in content.Parts)
        {
            if (glyphs is null) LineJoiner.Append(text, own);
            else foreach (var line in Lines(glyphs)) LineJoiner.Append(text, line.Text);
        }

        return DotLeaders.Collapse(text.ToString());
    }

    /// <summary>The text, line by line, with the indentation that its type shows.</summary>
    public string KeepLines(TaggedContent content)
    {
        var text = new StringBuilder();
        foreach (var (glyphs, own) in content.Parts)
        {
            if (text.Length > 0) text.Append('\n');
            if (glyphs is null) text.Append(own);
            else if (Lines(glyphs) is { Count: > 0 } lines)
            {
                if (glyphs.TrueForAll(g => g.Angle == 0) && Monospace.IsSetIn(glyphs)) text.Append(CodeText.Join(Rows(lines)));
                else AppendLines(text, lines);
            }
        }

        return text.ToString();
    }

    // What was cut at wide gaps; in type of equal widths, these are columns.
    private static List<TextLine> Rows(List<TextLine> lines)
    {
        var rows = new List<TextLine>();
        foreach (var line in lines)
        {
            if (rows.Count == 0 || rows[^1].Y != line.Y) rows.Add(line);
            else foreach (var word in line.Words) rows[^1].Add(word);
        }

        return rows;
    }

    private static void AppendLines(StringBuilder text, List<TextLine> lines)
    {
        var left = lines.Min(l => l.X);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var continues = i > 0 && line.Y == lines[i - 1].Y;
            if (i > 0) text.Append(continues ? ' ' : '\n');
            var letter = line.Text.Length > 0 ? line.Width / line.Text.Length : 0;
            if (!continues) text.Append(' ', (int)Math.Clamp((line.X - left) / Math.Max(letter, LetterWidth * 0.5f * line.Size), 0, MaxIndent));
            text.Append(line.Text);
        }
    }

    private List<TextLine> Lines(List<Glyph> glyphs)
    {
        var lines = new List<TextLine>();
        foreach (var angle in glyphs.Select(g => g.Angle).Distinct())
        {
            var words = _words.Build(glyphs, angle);
            var own = LineBuilder.Build(words, [], new RightToLeft(words), budget);
            var isRightToLeft = 2 * own.Count(l => l.Text.AsSpan().ContainsAnyInRange('\u0590', '\u08FF')) > own.Count;
            own.Sort((a, b) => a.Y != b.Y ? a.Y.CompareTo(b.Y) : isRightToLeft ? b.X.CompareTo(a.X) : a.X.CompareTo(b.X));
            lines.AddRange(own);
        }

        return lines;
    }
}
