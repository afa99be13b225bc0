namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Which stretches of a line blocks cover, merged, from left to right.</summary>
internal sealed class CoveredStretches
{
    private List<(float Start, float End)> _stretches = [];

    public int Count => _stretches.Count;

    public void Add(List<TextBlock> blocks) => _stretches = With(blocks);

    /// <summary>The widest gap that is left when further blocks are added; of width 0 when there is none.</summary>
    public (float Position, float Width) GapWith(List<TextBlock> blocks) => Widest(With(blocks));

    /// <summary>The widest gap, by where it ends.</summary>
    public (float Position, float Width) WidestGap() => Widest(_stretches);

    private List<(float Start, float End)> With(List<TextBlock> blocks)
    {
        var merged = new List<(float Start, float End)>();
        foreach (var (start, end) in _stretches.Concat(blocks.Select(b => (b.X, b.EndX))).OrderBy(s => s.Item1))
        {
            if (merged.Count > 0 && start <= merged[^1].End) merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, end));
            else merged.Add((start, end));
        }

        return merged;
    }

    private static (float Position, float Width) Widest(List<(float Start, float End)> stretches)
    {
        var widest = (Position: 0f, Width: 0f);
        for (var i = 1; i < stretches.Count; i++)
            if (stretches[i].Start - stretches[i - 1].End is var width && width > widest.Width) widest = (stretches[i].Start, width);
        return widest;
    }
}
