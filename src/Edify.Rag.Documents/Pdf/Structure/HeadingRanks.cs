namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Gives headings their levels: the same to all that look alike, and never a lower one to larger type.</summary>
/// <remarks>
/// A document is read in one pass, so that what is to come cannot be ranked. A style therefore gets its level when it is first
/// seen, from its size beside the running text, moved between the levels of larger and of smaller styles seen before, and keeps
/// it to the end. The first heading is the title, unless it bears a number. Numbers tell how deep a heading lies below the first
/// that had one.
/// </remarks>
internal sealed class HeadingRanks
{
    private const int Lowest = 6;
    private const int MaxStyles = 100;
    private const float SameSize = 0.04f;

    private readonly record struct Style(float Size, bool IsBold, int Level);

    private readonly List<Style> _styles = [];
    private int _levelOfNumbered;

    /// <summary>Level of a heading.</summary>
    /// <param name="size">Its size in points.</param>
    /// <param name="isBold">Whether all of it is bold.</param>
    /// <param name="usual">Level that headings have which are so much larger than running text.</param>
    /// <param name="depth">How many numbers it bears: 2 for "1.3 Sample", 0 for none.</param>
    public int LevelOf(float size, bool isBold, int usual, int depth)
    {
        var known = _styles.FindIndex(s => s.IsBold == isBold && Math.Abs(s.Size - size) <= SameSize * size);
        var level = known >= 0 ? _styles[known].Level : Between(size, isBold, _styles.Count == 0 && depth == 0 ? 1 : usual);
        if (depth > 0)
        {
            if (_levelOfNumbered == 0) _levelOfNumbered = Math.Clamp(level - depth + 1, 1, known >= 0 ? level : 2);
            level = Math.Min(Lowest, _levelOfNumbered + depth - 1);
        }

        if (known < 0 && _styles.Count < MaxStyles) _styles.Add(new Style(size, isBold, level));
        return level;
    }

    private int Between(float size, bool isBold, int usual)
    {
        int above = 0, below = Lowest + 1;
        foreach (var style in _styles)
        {
            if (Outranks(style, size, isBold)) above = Math.Max(above, style.Level);
            else below = Math.Min(below, style.Level);
        }

        return Math.Clamp(above < below ? Math.Clamp(usual, above + 1, Math.Max(above + 1, below - 1)) : below, 1, Lowest);
    }

    private static bool Outranks(Style style, float size, bool isBold) =>
        style.Size > size * (1 + SameSize) || style.Size >= size * (1 - SameSize) && style.IsBold && !isBold;
}
