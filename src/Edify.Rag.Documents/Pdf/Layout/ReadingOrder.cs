namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Orders blocks by cutting the page along white space, recursively, after the XY-cut (G. Nagy, S. Seth, 1984).</summary>
/// <remarks>
/// The white between two paragraphs may be wider than a gutter. So a page is not cut at its widest white, but first into strips
/// at all white that runs across it, and strips through which the same gutter runs are joined again.
/// </remarks>
internal static class ReadingOrder
{
    private const int MaxDepth = 40;
    private const int LinesOfAColumn = 3;
    // Of one that shows only once lines above it are left out.
    private const int LinesBehindChance = 5;

    private const int MaxColumns = 100;
    private const float NarrowestGutter = 0.6f;
    private const float GutterToRowGap = 0.45f;
    private const float HardlyAnyGap = 0.3f;

    // How often a strip may be looked at again, over all of a page's.
    private const int MaxRetries = 1000;

    /// <param name="blocks">The blocks of a page.</param>
    /// <param name="budget">Ends the work when its time is over.</param>
    public static List<TextBlock> Sort(List<TextBlock> blocks, PdfBudget budget)
    {
        var sorted = new List<TextBlock>(blocks.Count);
        Cut(blocks, sorted, 0, budget);
        return sorted;
    }

    private readonly record struct Gap(float Position, float Width);

    private static void Cut(List<TextBlock> blocks, List<TextBlock> sorted, int depth, PdfBudget budget)
    {
        budget.Check();
        if (blocks.Count > 1 && depth <= MaxDepth && Parts(blocks) is { Count: > 1 } parts)
        {
            foreach (var part in parts) Cut(part, sorted, depth + 1, budget);
            return;
        }

        sorted.AddRange(blocks.OrderBy(b => b.Top).ThenBy(b => b.X));
    }

    private static List<List<TextBlock>> Parts(List<TextBlock> blocks)
    {
        var rows = WidestGap(blocks, b => (b.Top, b.Bottom));
        var columns = WidestGap(blocks, b => (b.X, b.EndX));
        var em = blocks.Average(b => b.Size);
        var isWide = columns.Width > NarrowestGutter * em && (columns.Width >= rows.Width * GutterToRowGap || rows.Width < HardlyAnyGap * em);
        if (isWide && IsGutter(blocks, columns.Position) || rows.Width <= 0 && columns.Width > 0)
            return [blocks.FindAll(b => b.X < columns.Position), blocks.FindAll(b => b.X >= columns.Position)];
        if (rows.Width <= 0) return [blocks];
        var strips = Strips(blocks);
        var bands = Bands(strips, em);
        return bands.Count > 1 ? bands : strips;
    }

    private static List<List<TextBlock>> Strips(List<TextBlock> blocks)
    {
        var strips = new List<List<TextBlock>>();
        var bottom = float.MinValue;
        foreach (var block in blocks.OrderBy(b => b.Top))
        {
            if (strips.Count == 0 || block.Top > bottom) strips.Add([]);
            strips[^1].Add(block);
            bottom = Math.Max(bottom, block.Bottom);
        }

        return strips;
    }

    // Joins neighbouring strips that a gutter runs through, if there is real text on both sides of it. A line above the columns,
    // shorter than their width, may by chance leave white beside the first of them: so the next strip begins anew.
    private static List<List<TextBlock>> Bands(List<List<TextBlock>> strips, float em)
    {
        var bands = new List<List<TextBlock>>();
        var (tried, retries) = (0, 0);
        for (var i = 0; i < strips.Count;)
        {
            var covered = new CoveredStretches();
            covered.Add(strips[i]);
            var end = i + 1;
            for (; end < strips.Count && covered.Count <= MaxColumns; end++)
            {
                var white = strips[end].Min(b => b.Top) - strips[end - 1].Max(b => b.Bottom);
                if (covered.GapWith(strips[end]) is var gap && (gap.Width <= NarrowestGutter * em || gap.Width < white * GutterToRowGap)) break;
                covered.Add(strips[end]);
            }

            var band = strips[i..end].SelectMany(s => s).ToList();
            var isBand = end > i + 1 && IsGutter(band, covered.WidestGap().Position, i < tried ? LinesBehindChance : LinesOfAColumn);
            tried = Math.Max(tried, end);
            if (!isBand && (retries += end - i - 1) <= MaxRetries) end = i + 1;
            if (isBand) bands.Add(band);
            else bands.AddRange(strips[i..end]);
            i = end;
        }

        return bands;
    }

    private static bool IsGutter(List<TextBlock> blocks, float position, int lines = LinesOfAColumn)
    {
        int left = 0, right = 0;
        foreach (var block in blocks)
        {
            if (block.X < position) left += block.Lines.Count;
            else right += block.Lines.Count;
        }

        return left >= lines && right >= lines;
    }

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
