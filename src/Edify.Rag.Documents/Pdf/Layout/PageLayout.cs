using Edify.Rag.Documents.Pdf.Content;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>The text of a page in reading order.</summary>
/// <param name="Number">The page, from 1.</param>
/// <param name="Height">Its height in points.</param>
/// <param name="Blocks">Its blocks; those in the main direction first, turned ones behind.</param>
/// <param name="Upright">How many of the blocks run in the main direction.</param>
internal sealed record LaidOutPage(int Number, double Height, List<TextBlock> Blocks, int Upright);

/// <summary>Makes words, lines and blocks of a page's glyphs, each direction of text on its own.</summary>
internal sealed class PageLayout
{
    private readonly WordBuilder _words = new();

    public LaidOutPage LayOut(PageContent page, int number)
    {
        var blocks = new List<TextBlock>();
        var upright = 0;
        foreach (var angle in Angles(page.Glyphs))
        {
            var first = blocks.Count;
            blocks.AddRange(LayOut(page.Glyphs, angle));
            if (angle == 0 || first == 0 && angle % 90 == 0) upright = angle == 0 ? blocks.Count : 0;
        }

        return new LaidOutPage(number, page.Height, blocks, upright);
    }

    private List<TextBlock> LayOut(List<Glyph> glyphs, short angle)
    {
        var lines = LineBuilder.Build(_words.Build(glyphs, angle));
        lines.Sort((a, b) => a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
        var tables = TableFinder.Extract(lines);
        var blocks = BlockBuilder.Build(lines);
        blocks.AddRange(tables);
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
