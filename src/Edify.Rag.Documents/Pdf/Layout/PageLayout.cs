using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Tagging;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>The text of a page in reading order.</summary>
/// <param name="Number">The page, from 1.</param>
/// <param name="Height">Its height in points.</param>
/// <param name="Blocks">Its blocks; those in the main direction first, turned ones behind.</param>
internal sealed record LaidOutPage(int Number, double Height, List<TextBlock> Blocks)
{
    /// <summary>What its tags tell, which stands in no block.</summary>
    public PageTags? Tags { get; init; }

    /// <summary>What is to be recognized in its images.</summary>
    public PageScan? Scan { get; init; }

    /// <summary>What was recognized in its images.</summary>
    public IReadOnlyList<string> Recognized { get; init; } = [];
}

/// <summary>Makes words, lines and blocks of a page's glyphs, each direction of text on its own.</summary>
internal sealed class PageLayout
{
    private readonly WordBuilder _words = new();

    public LaidOutPage LayOut(PageContent page, int number)
    {
        var blocks = new List<TextBlock>();
        foreach (var angle in Angles(page.Glyphs)) blocks.AddRange(LayOut(page.Glyphs, angle));
        return new LaidOutPage(number, page.Height, blocks);
    }

    private List<TextBlock> LayOut(List<Glyph> glyphs, short angle)
    {
        var lines = LineBuilder.Build(_words.Build(glyphs, angle));
        lines.Sort((a, b) => a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
        var blocks = TableFinder.Extract(lines);
        blocks.AddRange(BlockBuilder.Build(lines));
        foreach (var block in blocks) block.Angle = angle;
        return ReadingOrder.Sort(blocks);
    }

    // Directions that occur, the most frequent first.
    private static IEnumerable<short> Angles(List<Glyph> glyphs)
    {
        var counts = new Dictionary<short, int>();
        foreach (var glyph in glyphs) counts[glyph.Angle] = counts.GetValueOrDefault(glyph.Angle) + 1;
        return counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => c.Key);
    }
}
