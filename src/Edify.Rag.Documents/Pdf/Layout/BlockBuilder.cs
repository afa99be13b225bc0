namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Joins lines to blocks: lines below one another, of about the same size, that overlap sideways.</summary>
/// <remarks>
/// Where one line lies above two that stand side by side, or below two, the page goes over from one column to several or back:
/// there, nothing is joined.
/// </remarks>
internal static class BlockBuilder
{
    private const float MinLeading = 0.3f;
    private const float MaxLeading = 1.75f;
    private const float MaxLeadingInCode = 2.6f;
    private const float MaxLeadingOverBlankLine = 4.5f;
    private const float SiblingLeading = 2.2f;
    private const float MaxSizeRatio = 1.35f;
    private const float MinOverlap = 0.3f;
    private const float SameRow = 0.8f;
    private const int LookBack = 40;

    /// <param name="lines">Sorted from top to bottom.</param>
    /// <param name="budget">Ends the work when its time is over.</param>
    public static List<TextBlock> Build(List<TextLine> lines, PdfBudget budget)
    {
        var blocks = new List<TextBlock>();
        for (var i = 0; i < lines.Count; i++)
        {
            budget.Check();
            var block = Find(blocks, lines[i], i > 0 ? lines[i - 1] : null);
            if (block is null || HasSiblingBelow(lines, i, block.Lines[^1])) blocks.Add(block = new TextBlock());
            block.Add(lines[i]);
        }

        return blocks;
    }

    private static TextBlock? Find(List<TextBlock> blocks, TextLine line, TextLine? previous)
    {
        TextBlock? best = null;
        var bestLeading = float.MaxValue;
        for (var i = blocks.Count - 1; i >= 0 && i >= blocks.Count - LookBack; i--)
        {
            var last = blocks[i].Lines[^1];
            if (!Follows(last, line) && !ContinuesCode(blocks[i], line, previous)) continue;
            if (best is not null && !Overlap(last, best.Lines[^1])) return null;
            if (line.Y - last.Y < bestLeading) (best, bestLeading) = (blocks[i], line.Y - last.Y);
        }

        return best;
    }

    private static bool Follows(TextLine above, TextLine line)
    {
        var (small, large) = (Math.Min(line.Size, above.Size), Math.Max(line.Size, above.Size));
        var leading = line.Y - above.Y;
        return leading >= MinLeading * large && leading <= MaxLeading * small && large <= MaxSizeRatio * small && Overlap(above, line);
    }

    // Lines of a program need not stand below one another, and blank ones lie between them.
    private static bool ContinuesCode(TextBlock block, TextLine line, TextLine? previous)
    {
        var last = block.Lines[^1];
        return line.Y - last.Y is var leading && leading >= MinLeading * last.Size && leading <= (last == previous ? MaxLeadingOverBlankLine : MaxLeadingInCode) * last.Size
            && line.IsMonospaced && last.IsMonospaced && Math.Abs(line.Size - last.Size) < 0.05f * last.Size && line.X < block.EndX && line.EndX > block.X;
    }

    private static bool Overlap(TextLine a, TextLine b) =>
        Math.Min(a.EndX, b.EndX) - Math.Max(a.X, b.X) >= MinOverlap * Math.Min(a.Width, b.Width);

    private static bool HasSiblingBelow(List<TextLine> lines, int index, TextLine above)
    {
        var line = lines[index];
        for (var i = index - 1; i >= Math.Max(0, index - LookBack) && line.Y - lines[i].Y < SameRow * line.Size; i--)
            if (lines[i] != above && IsSibling(lines[i], line, above)) return true;
        for (var i = index + 1; i < Math.Min(lines.Count, index + LookBack) && lines[i].Y - line.Y < SameRow * line.Size; i++)
            if (IsSibling(lines[i], line, above)) return true;
        return false;
    }

    private static bool IsSibling(TextLine candidate, TextLine line, TextLine above) =>
        !Overlap(candidate, line) && Overlap(above, candidate) && candidate.Y - above.Y is var leading && leading >= MinLeading * above.Size && leading <= SiblingLeading * above.Size;
}
