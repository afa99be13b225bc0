namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Joins lines to blocks: lines below one another, of about the same size, that overlap sideways.</summary>
internal static class BlockBuilder
{
    private const float MaxLeading = 1.75f;
    private const float MaxSizeRatio = 1.35f;
    private const float MinOverlap = 0.3f;
    private const int LookBack = 40;

    /// <param name="lines">Sorted from top to bottom.</param>
    public static List<TextBlock> Build(IEnumerable<TextLine> lines)
    {
        var blocks = new List<TextBlock>();
        foreach (var line in lines)
        {
            var block = Find(blocks, line);
            if (block is null) blocks.Add(block = new TextBlock());
            block.Add(line);
        }

        return blocks;
    }

    private static TextBlock? Find(List<TextBlock> blocks, TextLine line)
    {
        TextBlock? best = null;
        var bestLeading = float.MaxValue;
        for (var i = blocks.Count - 1; i >= 0 && i >= blocks.Count - LookBack; i--)
        {
            var block = blocks[i];
            var last = block.Lines[^1];
            var (small, large) = (Math.Min(line.Size, last.Size), Math.Max(line.Size, last.Size));
            var leading = line.Y - last.Y;
            if (leading < 0.3f * large || leading > MaxLeading * large || large > MaxSizeRatio * small || leading >= bestLeading) continue;
            var overlap = Math.Min(line.EndX, block.EndX) - Math.Max(line.X, block.X);
            if (overlap >= MinOverlap * Math.Min(line.Width, block.EndX - block.X)) (best, bestLeading) = (block, leading);
        }

        return best;
    }
}
