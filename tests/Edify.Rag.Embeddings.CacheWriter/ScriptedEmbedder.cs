using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.CacheWriter;

/// <summary>An embedder whose vectors hang on text, purpose, model and dimension alone, in any process; it keeps what it was asked for.</summary>
public sealed class ScriptedEmbedder(string? model = "scripted-1", int? dimensions = 24, Uri? server = null) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int BatchSize = 5;
    private const int UsualDimensions = 24;

    private readonly ConcurrentQueue<IReadOnlyList<string>> _calls = new();

    /// <summary>The texts of each call, in order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Calls => [.. _calls];

    /// <summary>All texts that were embedded.</summary>
    public IReadOnlyList<string> Texts => [.. _calls.SelectMany(c => c)];

    /// <summary>Called before each answer.</summary>
    public Func<CancellationToken, Task>? BeforeAnswer { get; set; }

    /// <summary>Makes the vectors instead, if set.</summary>
    public Func<string, float[]>? Vector { get; set; }

    /// <summary>How many vectors too few it answers with.</summary>
    public int Lacking { get; set; }

    /// <summary>Another service that it offers.</summary>
    public object? Service { get; set; }

    public static EmbeddingCacheOptions DiskOnly(string directory) => new() { MemoryBytes = 0, Directory = directory };

    public static string[] Batch(int number) => [.. Enumerable.Range(0, BatchSize).Select(i => string.Create(CultureInfo.InvariantCulture, $"text {i} of batch {number}"))];

    public static float[] VectorOf(string text, EmbeddingGenerationOptions? options, string? model, int dimensions)
    {
        var purpose = EmbeddingPurposes.Of(options);
        var seed = SHA256.HashData(Encoding.Unicode.GetBytes($"{purpose} {options?.ModelId ?? model} {text}"));
        return [.. Enumerable.Range(0, options?.Dimensions ?? dimensions).Select(i => (seed[i % seed.Length] - 127.5f) * (1 + i / seed.Length))];
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        if (texts.Contains(null)) throw new ArgumentException("A text is null.", nameof(values));
        _calls.Enqueue(texts);
        if (BeforeAnswer is { } before) await before(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var made = texts.SkipLast(Lacking).Select(t => new Embedding<float>(Vector?.Invoke(t) ?? VectorOf(t, options, model, dimensions ?? UsualDimensions))
        {
            ModelId = options?.ModelId ?? model,
        });
        var tokens = texts.Sum(t => (long)t.Length);
        return new(made) { Usage = new() { InputTokenCount = tokens, TotalTokenCount = tokens } };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceType == typeof(EmbeddingGeneratorMetadata)) return new EmbeddingGeneratorMetadata("scripted", server, model, dimensions);
        return serviceType.IsInstanceOfType(Service) ? Service : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() { }
}
