namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Cuts baselines into lines at wide gaps, gutters and ruling lines, and joins words that the file showed in parts.</summary>
internal sealed class LineCutter(GutterFinder gutters, List<RuledGrid> grids, bool isReadFromTheRight)
{
    /// <summary>A gap that no space between words fills, in ems: a new column or cell begins behind it.</summary>
    public const float ColumnGap = 1.6f;

    // Programs are set with runs of spaces.
    private const float GapInCode = 12;

    /// <summary>How far from its marker the text of a list item may stand, in ems.</summary>
    private const float MarkerGap = 6;

    private const int MaxWordLength = 200;

    /// <param name="index">Which baseline it is.</param>
    /// <param name="words">Words on one baseline, from left to right.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="lines">Takes the lines.</param>
    public void Cut(int index, List<Word> words, float y, List<TextLine> lines)
    {
        TextLine? line = null;
        Word? last = null;
        var rules = grids.FindAll(g => g.Rows[0] < y && g.Rows[^1] > y);
        foreach (var word in words)
        {
            var gap = last is null ? 0 : word.X - last.EndX;
            var em = last is null ? 1 : Math.Min(word.Size, last.Size);
            if (line is null || last is null || gap <= -em - 0.5f * (last.EndX - last.X)
                || IsColumnGap(index, line, last, word, word == words[^1]) || IsRuled(rules, last, word, y))
            {
                lines.Add(line = new TextLine(word, y));
                last = word;
            }
            else if (!last.HasSpaceAfter && last.Text.Length < MaxWordLength && gap < WordBuilder.WordGap * em && gap > -WordBuilder.MaxOverlap * em)
            {
                // One word that the file showed in parts.
                last.Text += word.Text;
                last.EndX = Math.Max(last.EndX, word.EndX);
                last.HasSpaceAfter = word.HasSpaceAfter;
                line.Include(word);
            }
            else
            {
                line.Add(word);
                last = word;
            }
        }
    }

    private bool IsColumnGap(int index, TextLine line, Word left, Word right, bool isLast)
    {
        var (gap, em) = (right.X - left.EndX, Math.Max(left.Size, right.Size));
        if (gap < GutterFinder.MinGap * em) return false;
        if (gap < MarkerGap * em && (isReadFromTheRight ? isLast && ListMarker.IsMarker(right.Text) : line.Words.Count == 1 && ListMarker.IsMarker(left.Text))) return false;
        if (left.IsMonospaced && right.IsMonospaced) return gap >= GapInCode * em;
        return gap >= ColumnGap * em || gutters.Cuts(index, left, right);
    }

    private static bool IsRuled(List<RuledGrid> rules, Word left, Word right, float y)
    {
        if (rules.Count == 0 || right.X <= left.EndX) return false;
        foreach (var grid in rules)
            if (grid.Parts(left.EndX, right.X, y - 0.3f * right.Size)) return true;
        return false;
    }
}
