using Edify.Rag.Documents.Chunking.Measuring;
using Edify.Rag.Documents.Chunking.Sentences;

namespace Edify.Rag.Documents.Tests.Chunking;

/// <summary>Makes chunkers as their verbs do.</summary>
internal static class Chunkers
{
    public static ITextTokenizer Tokenizer { get; } = new ApproximateTokenizer();

    public static IChunker Of(ChunkerOptions options) => options switch
    {
        RecursiveChunkerOptions recursive => RecursiveChunkerRagBuilderExtensions.Create(recursive, Tokenizer),
        StructureChunkerOptions structure => StructureChunkerRagBuilderExtensions.Create(structure, Tokenizer),
        PageChunkerOptions page => PageChunkerRagBuilderExtensions.Create(page, Tokenizer),
        SentenceWindowChunkerOptions sentences => new SentenceWindowChunker(sentences, Tokenizer),
        SemanticChunkerOptions semantic => new SemanticChunker(semantic, Tokenizer, new WordEmbedder()),
        _ => throw new ArgumentOutOfRangeException(nameof(options)),
    };

    public static async Task<List<Chunk>> ChunkAsync(ChunkerOptions options, params DocumentElement[] elements) =>
        await Of(options).ChunkAsync(elements.ToAsyncEnumerable()).ToListAsync();

    public static int Measure(string text, ChunkerOptions options) => options.Unit == ChunkUnit.Tokens ? Tokenizer.CountTokens(text) : text.Length;

    /// <summary>The text of a document, by definition.</summary>
    public static string TextOf(IEnumerable<DocumentElement> elements) =>
        string.Concat(elements.Where(e => e.Kind != ElementKind.RunningHead).Select(e => e.Text + "\n"));
}
