namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Orders blocks by cutting the page along white space, recursively: the XY-cut (G. Nagy, S. Seth, 1984).</summary>
internal static class ReadingOrder
{
    private const int MaxDepth = 40;
    private const int LinesOfAColumn = 3;

    public static List<TextBlock> Sort(List<TextBlock> blocks)
    {
        var sorted = new List<TextBlock>(blocks.Count);
        Cut(blocks, sorted, 0);
        return sorted;
    }

    private readonly record struct Gap(float Position, float Width);

    private static void Cut(List<TextBlock> blocks, List<TextBlock> sorted, int depth)
    {
        if (blocks.Count > 1 && depth <= MaxDepth && ChooseCut(blocks) is var (first, second))
        {
            Cut(first, sorted, depth + 1);
            Cut(second, sorted, depth + 1);
            return;
        }

        sorted.AddRange(blocks.OrderBy(b => b.Top).ThenBy(b => b.X));
    }

    private static (List<TextBlock> First, List<TextBlock> Second)? ChooseCut(List<TextBlock> blocks)
    {
        var rows = WidestGap(blocks, b => (b.Top, b.Bottom));
        var columns = WidestGap(blocks, b => (b.X, b.EndX));
        var em = blocks.Average(b => b.Size);
        // A gutter wins over the white between paragraphs when there is real text on both sides of it.
        var isWide = columns.Width > 0.6f * em && (columns.Width >= rows.Width * 0.45f || rows.Width < 0.3f * em);
        var hasGutter = isWide && IsGutter(blocks, columns.Position);
        if (hasGutter || rows.Width <= 0 && columns.Width > 0) return Split(blocks, b => b.X < columns.Position);
        return rows.Width > 0 ? Split(blocks, b => b.Top < rows.Position) : null;
    }

    private static bool IsGutter(List<TextBlock> blocks, float position)
    {
        int left = 0, right = 0;
        foreach (var block in blocks)
        {
            if (block.X < position) left += block.Lines.Count;
            else right += block.Lines.Count;
        }

        return left >= LinesOfAColumn && right >= LinesOfAColumn;
    }

    private static (List<TextBlock>, List<TextBlock>) Split(List<TextBlock> blocks, Predicate<TextBlock> isFirst) =>
        (blocks.FindAll(isFirst), blocks.FindAll(b => !isFirst(b)));

    private static Gap WidestGap(List<TextBlock> blocks, Func<TextBlock, (float Start, float End)> extent)
    {
        var widest = new Gap(0, 0);
        var end = float.MaxValue;
        foreach (var (start, stop) in blocks.Select(extent).OrderBy(e => e.Start))
        {
            if (start - end > widest.Width) widest = new Gap(start, start - end);
            end = end == float.MaxValue ? stop : Math.Max(end, stop);
        }

        return widest;
    }
}
