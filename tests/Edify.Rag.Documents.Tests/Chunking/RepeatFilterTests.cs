using Edify.Rag.Documents.Chunking;

namespace Edify.Rag.Documents.Tests.Chunking;

public class RepeatFilterTests
{
    private const string Notice = "This worksheet belongs to the school and may not be copied.";

    [Fact]
    public void What_recurs_on_a_third_page_is_dropped()
    {
        var filter = new RepeatFilter(maxOccurrences: 2);
        Assert.Equal([false, false, true, true], Enumerable.Range(1, 4).Select(page => filter.Drops(new(ElementKind.Paragraph, $" {Notice}") { Page = page })));
    }

    [Fact]
    public void A_refrain_is_kept() => AssertKept(new(ElementKind.Paragraph, Notice) { Page = 1 }, new(ElementKind.Paragraph, Notice));

    [Fact]
    public void Short_lines_and_headings_and_tables_and_items_are_kept() => AssertKept(
        [
            .. new[] { "Name: ______________", Notice }.SelectMany((text, i) => Enumerable.Range(1, 5).Select(page =>
                new DocumentElement(i == 0 ? ElementKind.Paragraph : ElementKind.Table, text) { Page = page })),
            .. new[] { ElementKind.Heading, ElementKind.ListItem, ElementKind.Code, ElementKind.RunningHead }.SelectMany(kind => Enumerable.Range(1, 5).Select(page =>
                new DocumentElement(kind, Notice) { Page = page })),
        ]);

    [Fact]
    public void Nothing_is_dropped_where_that_is_not_wanted()
    {
        var filter = new RepeatFilter(maxOccurrences: 0);
        Assert.DoesNotContain(true, Enumerable.Range(1, 9).Select(page => filter.Drops(new(ElementKind.Paragraph, Notice) { Page = page })));
    }

    [Fact]
    public void Without_pages_distance_decides()
    {
        var filter = new RepeatFilter(maxOccurrences: 1);
        var filler = new DocumentElement(ElementKind.ListItem, new string('x', 1000));
        bool[] dropped = [filter.Drops(new(ElementKind.Note, Notice)), filter.Drops(new(ElementKind.Note, Notice)), filter.Drops(filler), filter.Drops(new(ElementKind.Note, Notice))];
        Assert.Equal([false, false, false, true], dropped);
    }

    [Fact]
    public async Task Chunks_end_before_what_is_dropped()
    {
        var elements = Enumerable.Range(1, 4).SelectMany(page => new DocumentElement[]
        {
            new(ElementKind.Paragraph, $"Page {page} tells of its own things.") { Page = page }, new(ElementKind.Paragraph, Notice) { Page = page },
        }).ToArray();
        var chunks = await Chunkers.ChunkAsync(new RecursiveChunkerOptions(), elements);
        Assert.Equal(2, chunks.Sum(c => c.Text.Split(Notice).Length - 1));
        Assert.Equal("Page 4 tells of its own things.", chunks[^1].Text);
    }

    private static void AssertKept(params DocumentElement[] elements)
    {
        var filter = new RepeatFilter(maxOccurrences: 1);
        Assert.All(elements, e => Assert.False(filter.Drops(e)));
    }
}
