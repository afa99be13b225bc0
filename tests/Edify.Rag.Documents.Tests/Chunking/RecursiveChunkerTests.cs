using Edify.Rag.Documents.Chunking.Cutting;
using Edify.Rag.Documents.Chunking.Measuring;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Tests.Chunking;

public class RecursiveChunkerTests
{
    [Fact]
    public async Task A_heading_starts_a_chunk_and_small_sections_are_merged()
    {
        var text = $"One\n===\n\n{Sentences(8)}\n\nTwo\n===\n\n{Sentences(8)}\n\nThree\n=====\n\nShort.\n\nFour\n====\n\nShort too.";
        var chunks = await ChunkAsync(text, new RecursiveChunkerOptions { Size = 400, Overlap = 50 });
        Assert.Equal(["One", "Two", "Three"], chunks.Select(c => c.HeadingPath[0]));
        Assert.Equal("Three\nShort.\nFour\nShort too.", chunks[^1].Text);
        Assert.StartsWith("Two\nSentence", chunks[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_paragraphs_end_at_sentences_and_overlaps_begin_with_one()
    {
        var chunks = await ChunkAsync(Sentences(60), new RecursiveChunkerOptions { Size = 300, Overlap = 80 });
        Assert.True(chunks.Count > 5);
        Assert.All(chunks, c => Assert.True(c.Text.StartsWith("Sentence", StringComparison.Ordinal) && c.Text.EndsWith('.')));
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.True(pair.Second.Span.Start < pair.First.Span.End));
    }

    [Fact]
    public async Task White_space_between_two_headings_does_not_hide_the_second_from_the_path()
    {
        DocumentElement[] elements =
        [
            new(ElementKind.Heading, "Rules") { Level = 1 }, new(ElementKind.Paragraph, " \t") { HeadingPath = ["Rules"], Start = 6 },
            new(ElementKind.Heading, "Fees") { Level = 2, HeadingPath = ["Rules"], Start = 9 }, new(ElementKind.Paragraph, "Due on Monday.") { HeadingPath = ["Rules", "Fees"], Start = 14 },
        ];
        Assert.Equal(["Rules", "Fees"], Assert.Single(await Chunkers.ChunkAsync(new RecursiveChunkerOptions(), elements)).HeadingPath);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task White_space_after_a_heading_does_not_part_it_from_its_text(bool breaksAtHeadings)
    {
        var (before, after) = (Sentences(16), Sentences(30));
        DocumentElement[] elements =
        [
            new(ElementKind.Paragraph, before), new(ElementKind.Heading, "Rules") { Level = 1, Start = before.Length + 1 },
            new(ElementKind.Note, "\t") { Start = before.Length + 7 }, new(ElementKind.Heading, "Fees") { Level = 2, Start = before.Length + 9 },
            new(ElementKind.Note, "\u3000") { Start = before.Length + 14 }, new(ElementKind.Paragraph, after) { Start = before.Length + 16 },
        ];
        var options = new RecursiveChunkerOptions { Size = before.Length + 20, Overlap = 0, BreakAtHeadings = breaksAtHeadings };
        var chunks = await Chunkers.ChunkAsync(options, elements);
        Assert.Equal(before, chunks[0].Text);
        Assert.StartsWith("Rules\n\t\nFees\n\u3000\nSentence", chunks[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task White_space_before_an_unbreakable_text_does_not_part_it_from_its_heading()
    {
        var before = Sentences(16);
        DocumentElement[] elements =
        [
            new(ElementKind.Paragraph, before), new(ElementKind.Heading, "Fees") { Level = 1, Start = before.Length + 1 },
            new(ElementKind.ListItem, "\t" + new string('x', 2000)) { Start = before.Length + 6 },
        ];
        var options = new RecursiveChunkerOptions { Size = before.Length + 60, Overlap = 0, BreakAtHeadings = false };
        var chunks = await Chunkers.ChunkAsync(options, elements);
        Assert.Equal(before, chunks[0].Text);
        Assert.StartsWith("Fees\n\tx", chunks[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_tells_where_its_pages_begin()
    {
        DocumentElement[] elements =
        [
            new(ElementKind.Paragraph, "On two.") { Page = 2 }, new(ElementKind.Paragraph, "On three.") { Page = 3, Start = 8 },
            new(ElementKind.Paragraph, "On three too.") { Page = 3, Start = 18 }, new(ElementKind.Paragraph, "On five.") { Page = 5, Start = 32 },
        ];
        var chunk = Assert.Single(await Chunkers.Of(new RecursiveChunkerOptions()).ChunkAsync(elements.ToAsyncEnumerable()).ToListAsync());
        Assert.Equal([8, 32, 32], chunk.PageStarts);
        Assert.Equal((2, 5), (chunk.FirstPage, chunk.LastPage));
    }

    [Fact]
    public async Task Tables_are_split_between_rows()
    {
        var table = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"pupil number {i}\tmark of the pupil"));
        var element = new DocumentElement(ElementKind.Table, table);
        var chunks = await Chunkers.Of(new RecursiveChunkerOptions { Size = 200, Overlap = 0 })
            .ChunkAsync(new[] { element }.ToAsyncEnumerable()).ToListAsync();
        Assert.All(chunks, c => Assert.True(c.Text.StartsWith("pupil number", StringComparison.Ordinal) && c.Text.EndsWith("pupil", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tokens_are_counted_and_stated()
    {
        var tokenizer = new ApproximateTokenizer();
        var chunks = await ChunkAsync(Sentences(60), new RecursiveChunkerOptions { Size = 100, Overlap = 20, Unit = ChunkUnit.Tokens });
        Assert.All(chunks, c => Assert.True(c.TokenCount == tokenizer.CountTokens(c.Text) && c.TokenCount <= 100));
        Assert.True(chunks.SkipLast(1).Average(c => c.TokenCount) > 70, "Chunks are filled well.");
    }

    [Theory]
    [InlineData("Hello, world!", 6)]
    [InlineData("", 0)]
    [InlineData("学校", 2)]
    [InlineData("incomprehensibilities", 6)]
    public void Tokens_are_estimated_by_words_and_signs(string text, int tokens) => Assert.Equal(tokens, new ApproximateTokenizer().CountTokens(text));

    [Theory]
    [InlineData(49, 0, "Size")]
    [InlineData(100_001, 0, "Size")]
    [InlineData(100, 50, "Overlap")]
    [InlineData(100, -1, "Overlap")]
    [InlineData(50, 24, null)]
    public void Sizes_that_cannot_work_are_refused(int size, int overlap, string? key)
    {
        var result = new RecursiveChunkerOptionsValidator().Validate(null, new RecursiveChunkerOptions { Size = size, Overlap = overlap });
        Assert.Equal(key is null, result.Succeeded);
        if (key is not null) Assert.Contains($"Recursive chunker: {key} is", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_and_tokenizer_are_part_of_the_fingerprint()
    {
        static string Of(RecursiveChunkerOptions options) => Chunkers.Of(options).Fingerprint;
        string[] all =
        [
            Of(new()), Of(new() { Size = 999 }), Of(new() { Overlap = 1 }), Of(new() { Unit = ChunkUnit.Tokens }),
            Of(new() { BreakAtHeadings = false }), Of(new() { PrefixHeadings = false }), Of(new() { MaxOccurrences = 0 }),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Contains("approximate/1", all[3], StringComparison.Ordinal);
    }

    private static string Sentences(int count) => string.Join(' ', Enumerable.Range(1, count).Select(i => $"Sentence number {i} tells of school."));

    private static async Task<List<Chunk>> ChunkAsync(string text, RecursiveChunkerOptions options)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var elements = new TextDocumentReader().ReadAsync(stream, new DocumentContext { Name = "x" });
        return await Chunkers.Of(options).ChunkAsync(elements).ToListAsync();
    }
}
