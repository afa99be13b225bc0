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
    // A page holds a few tables; drawings hold more grids than are worth looking into.
    private const int MaxGrids = 60;

    private readonly Monospace _monospace = new();
    private readonly WordBuilder _words;
    private readonly PdfBudget _budget;

    /// <param name="budget">Ends the work on a page when its time is over.</param>
    public PageLayout(PdfBudget budget) => (_words, _budget) = (new WordBuilder(_monospace), budget);

    public LaidOutPage LayOut(PageContent page, int number)
    {
        _monospace.Learn(page.Glyphs);
        var blocks = new List<TextBlock>();
        foreach (var angle in Angles(page.Glyphs)) blocks.AddRange(LayOut(page, angle));
        return new LaidOutPage(number, page.Height, blocks);
    }

    private List<TextBlock> LayOut(PageContent page, short angle)
    {
        _budget.Check();
        var words = _words.Build(page.Glyphs, angle);
        var direction = new RightToLeft(words);
        var grids = GridFinder.Find(page.Rulings, angle);
        if (grids.Count > MaxGrids) grids.Clear();
        var lines = LineBuilder.Build(words, grids, direction, _budget);
        if (direction.IsPage)
        {
            // What is read from the right is laid out as its own mirror image: first columns and cells come first.
            foreach (var line in lines) line.Mirror();
            grids = grids.ConvertAll(g => g.Mirror());
        }

        lines.Sort((a, b) => a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
        var blocks = TableFinder.Extract(lines, grids, words.Exists(w => w.Font.IsVertical), _budget);
        blocks.AddRange(BlockBuilder.Build(lines, _budget));
        foreach (var block in blocks) block.Angle = angle;
        return ReadingOrder.Sort(blocks, _budget);
    }

    // Directions that occur, the most frequent first.
    private static IEnumerable<short> Angles(List<Glyph> glyphs)
    {
        var counts = new Dictionary<short, int>();
        for (var i = 0; i < glyphs.Count;)
        {
            var (angle, start) = (glyphs[i].Angle, i);
            while (i < glyphs.Count && glyphs[i].Angle == angle) i++;
            counts[angle] = counts.GetValueOrDefault(angle) + i - start;
        }

        return counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => c.Key);
    }
}
