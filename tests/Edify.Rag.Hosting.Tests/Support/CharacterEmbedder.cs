using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>An embedder as anybody might write it: no metadata, vectors of any length that count letters, and texts that it refuses.</summary>
internal sealed class CharacterEmbedder(Func<string, bool>? refuses = null) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly List<string> _embedded = [];

    /// <summary>Every text that got a vector, each time.</summary>
    public IReadOnlyList<string> Embedded
    {
        get
        {
            lock (_embedded) return [.. _embedded];
        }
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        var refused = texts.Index().Where(text => refuses?.Invoke(text.Item) == true).Select(text => new RefusedText(text.Index, "it is bad")).ToList();
        lock (_embedded) _embedded.AddRange(texts.Where((_, i) => refused.TrueForAll(r => r.Index != i)));
        var embeddings = texts.Select((text, i) => refused.Exists(r => r.Index == i) ? null : new Embedding<float>(Count(text))).ToList();
        return refused.Count > 0 ? throw new TextsRefusedException(refused, embeddings) : Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(embeddings!));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static float[] Count(string text)
    {
        var vector = new float[27];
        vector[26] = 1;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c)) vector[char.ToLowerInvariant(c) - 'a']++;
        }

        return vector;
    }
}
