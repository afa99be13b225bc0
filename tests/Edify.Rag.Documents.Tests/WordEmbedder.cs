using Microsoft.Extensions.AI;

namespace Edify.Rag.Documents.Tests;

/// <summary>Embeds texts by which of 64 buckets their words fall into; texts with the same words are close.</summary>
internal sealed class WordEmbedder(ITextTokenizer? tokenizer = null) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 64;

    public int LargestBatch { get; private set; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var embeddings = values.Select(Embed).ToList();
        LargestBatch = Math.Max(LargestBatch, embeddings.Count);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(embeddings));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ITextTokenizer) ? tokenizer : null;

    public void Dispose() { }

    private static Embedding<float> Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            vector[word.Aggregate(7, (hash, c) => (hash * 31) + c) & (Dimensions - 1)]++;
        return new(vector);
    }
}

/// <summary>Counts words.</summary>
internal sealed class WordTokenizer(string fingerprint) : ITextTokenizer
{
    public string Fingerprint => fingerprint;

    public int CountTokens(ReadOnlySpan<char> text) => text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
