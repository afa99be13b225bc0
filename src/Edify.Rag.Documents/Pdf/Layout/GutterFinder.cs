namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Finds gutters between columns that are narrower than the gaps which part columns by themselves.</summary>
/// <remarks>
/// A justified line may have spaces as wide as a narrow gutter; but only a gutter stays at its place from line to line, without
/// a word across it.
/// </remarks>
internal sealed class GutterFinder
{
    /// <summary>The narrowest gutter, in ems.</summary>
    public const float MinGap = 0.75f;

    private const int MinLines = 4;
    private const int Reach = 30;
    private const float Margin = 0.25f;

    private readonly List<List<Word>> _lines;

    /// <param name="lines">The words of each baseline, from left to right; from the top of the page to its bottom.</param>
    public GutterFinder(List<List<Word>> lines) => _lines = lines;

    /// <summary>Whether a gutter runs through a gap of a line.</summary>
    public bool Cuts(int line, Word left, Word right) =>
        Supports(line, right.X - Margin * right.Size) || Supports(line, left.EndX + Margin * left.Size);

    // Lines that part here, up to those with a word or an ordinary space across. Such as end before or begin behind say nothing.
    private bool Supports(int line, float x)
    {
        var found = 1;
        for (var i = line - 1; i >= 0 && i >= line - Reach && found < MinLines && Weigh(_lines[i], x) is var vote && vote >= 0; i--) found += vote;
        for (var i = line + 1; i < _lines.Count && i <= line + Reach && found < MinLines && Weigh(_lines[i], x) is var vote && vote >= 0; i++) found += vote;
        return found >= MinLines;
    }

    private static int Weigh(List<Word> words, float x)
    {
        var (low, high) = (0, words.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (words[middle].X <= x) low = middle + 1;
            else high = middle;
        }

        if (low > 0 && words[low - 1].EndX > x) return -1;
        if (low == 0 || low == words.Count) return 0;
        return words[low].X - words[low - 1].EndX >= MinGap * words[low].Size ? 1 : -1;
    }
}
