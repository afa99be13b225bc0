namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>A way to cut text.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Use">Chooses it in a pipeline; <see langword="null"/> for a baseline.</param>
/// <param name="Split">The baseline.</param>
internal sealed record ChunkingSubject(string Name, Action<IRagBuilder>? Use, Func<string, ITextTokenizer, List<Range>>? Split = null)
{
    /// <summary>Cuts a corpus.</summary>
    /// <returns>Where each chunk lies, its text, and what is embedded of it.</returns>
    public async Task<List<(Passage Passage, string Text, string Embedded)>> CutAsync(IServiceProvider host, string corpus, string text)
    {
        if (Split is not null)
        {
            var ranges = Split(text, host.GetRag<ITextTokenizer>());
            return ranges.ConvertAll(r => (new Passage(corpus, r.Start.Value, r.End.Value), text[r], text[r]));
        }

        var elements = ChunkingCorpus.Elements(text, out var starts);
        var chunks = await host.GetRag<IChunker>().ChunkAsync(elements.ToAsyncEnumerable()).ToListAsync();
        return chunks.ConvertAll(c => (new Passage(corpus, At(c.Span.Start), At(c.Span.End)), c.Text, Embedded(c)));

        int At(long position)
        {
            var element = elements.FindLastIndex(e => e.Start <= position);
            return starts[element] + (int)(position - elements[element].Start);
        }
    }

    // As the ingestion pipeline does it.
    private static string Embedded(Chunk chunk) => string.Join(
        '\n', new[] { chunk.EmbedsHeadings ? string.Join(" > ", chunk.HeadingPath) : string.Empty, chunk.Preface, chunk.Text }.Where(part => part.Length > 0));
}

/// <summary>What is compared.</summary>
/// <remarks>
/// Chunks that end at sentences are shorter than their size on the average, and windows of tokens are not; those that are judged
/// against are a fifth smaller, which makes them about as long.
/// </remarks>
internal static class ChunkingSubjects
{
    public const string Structure = "structure";
    public const string BaselineRecursive = "baseline recursive";
    public const string BaselineTokens = "baseline tokens, as long";

    /// <summary>The chunkers of a size in tokens, ours and the baselines, without and with overlap.</summary>
    public static IEnumerable<ChunkingSubject> Of(int size) =>
    [
        new(Structure, rag => rag.UseStructureChunker(o => (o.Size, o.Unit) = (size, ChunkUnit.Tokens))),
        new("structure, headings not embedded", rag => rag.UseStructureChunker(o => (o.Size, o.Unit, o.PrefixHeadings) = (size, ChunkUnit.Tokens, false))),
        new("recursive", rag => rag.UseRecursiveChunker(o => (o.Size, o.Overlap, o.Unit) = (size, 0, ChunkUnit.Tokens))),
        new("recursive, overlap", rag => rag.UseRecursiveChunker(o => (o.Size, o.Overlap, o.Unit) = (size, size / 5, ChunkUnit.Tokens))),
        new("semantic", rag => rag.UseSemanticChunker(o => (o.Size, o.MinSize, o.Unit) = (size, size / 5, ChunkUnit.Tokens))),
        new("sentence window", rag => rag.UseSentenceWindowChunker(o => (o.Size, o.Sentences, o.Unit) = (size, size / 100, ChunkUnit.Tokens))),
        new(BaselineRecursive, null, (text, tokenizer) => BaselineSplitters.Recursive(text, size, 0, part => tokenizer.CountTokens(part))),
        new("baseline recursive, overlap", null, (text, tokenizer) => BaselineSplitters.Recursive(text, size, size / 2, part => tokenizer.CountTokens(part))),
        new("baseline tokens", null, (text, _) => BaselineSplitters.Tokens(text, size, 0)),
        new("baseline tokens, overlap", null, (text, _) => BaselineSplitters.Tokens(text, size, size / 2)),
        new(BaselineTokens, null, (text, _) => BaselineSplitters.Tokens(text, size * 4 / 5, 0)),
        new("baseline tokens, overlap, as long", null, (text, _) => BaselineSplitters.Tokens(text, size * 4 / 5, size * 2 / 5)),
    ];
}
