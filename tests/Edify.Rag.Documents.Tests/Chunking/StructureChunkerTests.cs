namespace Edify.Rag.Documents.Tests.Chunking;

public class StructureChunkerTests
{
    private static readonly string Table = "Pupil\tMark\n" + string.Join('\n', Enumerable.Range(1, 40).Select(i => $"pupil number {i}\t{i}"));

    [Fact]
    public async Task A_table_that_fits_is_kept_whole()
    {
        var table = new DocumentElement(ElementKind.Table, Table[..300]);
        var chunks = await Chunkers.ChunkAsync(new StructureChunkerOptions { Size = 400 }, Prose(250), table, Prose(250));
        Assert.Contains(chunks, c => c.Text == table.Text);
    }

    [Fact]
    public async Task A_larger_table_is_cut_between_rows_under_its_header()
    {
        var chunks = await Chunkers.ChunkAsync(new StructureChunkerOptions { Size = 200 }, new DocumentElement(ElementKind.Table, Table));
        Assert.StartsWith("Pupil\tMark\npupil number 1\t1\n", chunks[0].Text, StringComparison.Ordinal);
        Assert.Empty(chunks[0].Preface);
        Assert.All(chunks.Skip(1), c => Assert.Equal("Pupil\tMark", c.Preface));
        Assert.All(chunks.SelectMany(c => c.Text.Split('\n')).Skip(1), row => Assert.Matches(@"^pupil number (\d+)\t\1$", row));
    }

    [Fact]
    public async Task The_header_is_not_repeated_where_that_is_not_wanted()
    {
        var options = new StructureChunkerOptions { Size = 200, RepeatTableHeaders = false };
        Assert.All(await Chunkers.ChunkAsync(options, new DocumentElement(ElementKind.Table, Table)), c => Assert.Empty(c.Preface));
    }

    [Fact]
    public async Task Code_is_kept_whole_or_cut_between_lines()
    {
        var code = new DocumentElement(ElementKind.Code, string.Join('\n', Enumerable.Range(1, 30).Select(i => $"    print({i}); // A note. And more.")));
        var whole = await Chunkers.ChunkAsync(new StructureChunkerOptions { Size = 1200 }, Prose(800), code);
        Assert.Equal(code.Text.Trim(), whole[^1].Text);

        var cut = await Chunkers.ChunkAsync(new StructureChunkerOptions { Size = 200 }, code);
        Assert.All(cut, c => Assert.True(c.Text.StartsWith("print(", StringComparison.Ordinal) && c.Text.EndsWith("more.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sections_are_kept_apart_unless_they_are_small()
    {
        DocumentElement[] elements =
        [
            new(ElementKind.Heading, "One"), Prose(300), new(ElementKind.Heading, "Two"), Prose(300), new(ElementKind.Heading, "Three"), Prose(40),
            new(ElementKind.Heading, "Four"), Prose(60),
        ];
        var chunks = await Chunkers.ChunkAsync(new StructureChunkerOptions { Size = 600 }, elements);
        Assert.Equal(["One", "Two", "Three"], chunks.Select(c => c.Text.Split('\n')[0]));
        Assert.Contains("Four", chunks[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_section_is_not_left_on_its_own()
    {
        var chunks = await Chunkers.ChunkAsync(new StructureChunkerOptions { Size = 400 }, Prose(450), new(ElementKind.Heading, "Next"), Prose(390));
        Assert.Equal(3, chunks.Count);
        Assert.All(chunks, c => Assert.True(c.Text.Length > 100, $"{c.Text.Length} characters are a fragment."));
    }

    [Fact]
    public async Task A_page_is_a_chunk_and_a_long_one_several()
    {
        var chunks = await Chunkers.ChunkAsync(
            new PageChunkerOptions { Size = 500 }, Prose(100) with { Page = 1 }, Prose(300) with { Page = 2 }, Prose(100) with { Page = 2 }, Prose(700) with { Page = 3 });
        Assert.Equal([1, 2, 3, 3], chunks.Select(c => c.FirstPage));
        Assert.All(chunks, c => Assert.Equal(c.FirstPage, c.LastPage));
    }

    internal static DocumentElement Prose(int length) =>
        new(ElementKind.Paragraph, string.Concat(Enumerable.Range(length, 200).Select(i => $"Sentence {i} tells of school. "))[..(length - 1)].TrimEnd() + ".");
}
