using Edify.Rag.Documents.Chunking.Sentences;

namespace Edify.Rag.Documents.Tests.Chunking;

public class SentenceChunkersTests
{
    private static readonly string[] Five =
    [
        "The first sentence is about rain. ", "The second sentence is about snow. ", "The third sentence is about hail. ",
        "The fourth sentence is about fog. ", "The fifth sentence is about wind.",
    ];

    [Fact]
    public async Task A_sentence_is_found_alone_and_read_with_its_neighbours()
    {
        var chunks = await Chunkers.ChunkAsync(new SentenceWindowChunkerOptions { Window = 1 }, new DocumentElement(ElementKind.Paragraph, string.Concat(Five)));
        Assert.Equal(Five.Select(s => s.Trim()), chunks.Select(c => c.Text));
        Assert.Equal(string.Concat(Five[..2]).Trim(), chunks[0].Window);
        Assert.Equal(string.Concat(Five[1..4]).Trim(), chunks[2].Window);
        Assert.Equal(new TextSpan(chunks[1].Span.Start, chunks[3].Span.End), chunks[2].WindowSpan);
    }

    [Fact]
    public async Task Headings_and_fragments_are_no_chunks_of_their_own_and_windows_stay_in_their_section()
    {
        var chunks = await Chunkers.ChunkAsync(
            new SentenceWindowChunkerOptions { Window = 5 },
            new(ElementKind.Heading, "Weather"), new(ElementKind.Paragraph, "Yes. " + string.Concat(Five[..2]) + "No."), new(ElementKind.Heading, "Food"), new(ElementKind.Paragraph, Five[4]));
        Assert.Equal(["Weather\nYes. The first sentence is about rain.", "The second sentence is about snow. No.", $"Food\n{Five[4]}"], chunks.Select(c => c.Text));
        Assert.Empty(chunks[2].Window);
        Assert.DoesNotContain("Food", chunks[1].Window, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_sentences_make_a_chunk_where_that_is_wanted()
    {
        var chunks = await Chunkers.ChunkAsync(new SentenceWindowChunkerOptions { Sentences = 2, Window = 0 }, new DocumentElement(ElementKind.Paragraph, string.Concat(Five)));
        Assert.Equal([string.Concat(Five[..2]).Trim(), string.Concat(Five[2..4]).Trim(), Five[4]], chunks.Select(c => c.Text));
        Assert.All(chunks, c => Assert.Empty(c.Window));
    }

    [Fact]
    public async Task A_change_of_subject_is_a_boundary()
    {
        var cats = string.Concat(Enumerable.Range(0, 8).Select(i => $"Cats purr and cats sleep and cats purr again {i}. "));
        var trains = string.Concat(Enumerable.Range(0, 8).Select(i => $"Many trains leave from platforms; trains leave at {i}. ")).Trim();
        var chunks = await Chunkers.ChunkAsync(
            new SemanticChunkerOptions { MinSize = 100, Percentile = 95, Neighbours = 0 }, new DocumentElement(ElementKind.Paragraph, cats + trains));
        Assert.Equal(2, chunks.Count);
        Assert.Equal(trains, chunks[1].Text);
    }

    [Fact]
    public async Task Sentences_are_embedded_in_batches_however_long_the_document()
    {
        var embedder = new WordEmbedder();
        var elements = Enumerable.Range(0, 100).Select(_ => StructureChunkerTests.Prose(600)).ToAsyncEnumerable();
        var chunker = new SemanticChunker(new SemanticChunkerOptions { MaxOccurrences = 0 }, Chunkers.Tokenizer, embedder);
        Assert.True((await chunker.ChunkAsync(elements).ToListAsync()).Count > 50);
        Assert.InRange(embedder.LargestBatch, 2, 64);
    }

    [Fact]
    public async Task Chunking_stops_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var chunker = Chunkers.Of(new SemanticChunkerOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await chunker.ChunkAsync(new[] { StructureChunkerTests.Prose(600) }.ToAsyncEnumerable(), source.Token).ToListAsync());
    }

    [Theory]
    [InlineData(0, 3, "Sentences")]
    [InlineData(1, 21, "Window")]
    [InlineData(20, 0, null)]
    public void Numbers_of_sentences_that_cannot_work_are_refused(int sentences, int window, string? key)
    {
        var result = new SentenceWindowChunkerOptionsValidator().Validate(null, new() { Sentences = sentences, Window = window });
        Assert.Equal(key is null, result.Succeeded);
        if (key is not null) Assert.Contains($"SentenceWindow chunker: {key} is", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(600, 80, 1, "MinSize")]
    [InlineData(200, 101, 1, "Percentile")]
    [InlineData(200, double.NaN, 1, "Percentile")]
    [InlineData(200, 80, 11, "Neighbours")]
    [InlineData(0, 0, 0, null)]
    public void Semantic_settings_that_cannot_work_are_refused(int minSize, double percentile, int neighbours, string? key)
    {
        var result = new SemanticChunkerOptionsValidator().Validate(null, new() { MinSize = minSize, Percentile = percentile, Neighbours = neighbours });
        Assert.Equal(key is null, result.Succeeded);
        if (key is not null) Assert.Contains($"Semantic chunker: {key} is", result.FailureMessage, StringComparison.Ordinal);
    }
}
