using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Embeddings.Hashing;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>How fast the cache finds vectors, beside the cheapest way to make them: the default embedder.</summary>
internal static class CacheFigures
{
    private const int Runs = 5;
    private const int Passages = 20_000;
    private const int Questions = 5_000;
    private const int BatchSize = 64;
    private const int PassageWords = 160;
    private const int QuestionWords = 10;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("edify-cache-");
        try
        {
            var random = new Random(1);
            using var disk = new HashingEmbedder(new()).WithCaching(new() { MemoryBytes = 0, Directory = folder.FullName });
            yield return await CompareAsync("Cache: passages of 1,000 characters found on the disk", disk, Texts(random, Passages, PassageWords), BatchSize, null);
            using var memory = new HashingEmbedder(new()).WithCaching();
            yield return await CompareAsync("Cache: questions found in memory, one by one", memory, Texts(random, Questions, QuestionWords), 1, EmbeddingPurposes.ForQuery());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Figure> CompareAsync(
        string name, IEmbeddingGenerator<string, Embedding<float>> cached, string[] texts, int batchSize, EmbeddingGenerationOptions? options)
    {
        using var bare = new HashingEmbedder(new());
        await SpeedAsync(cached, texts, batchSize, options);
        var (subject, baseline) = await Interleaved.RunAsync(Runs, () => SpeedAsync(cached, texts, batchSize, options), () => SpeedAsync(bare, texts, batchSize, options));
        return new(name, "texts/s", subject, new("no slower than making them by hashing", f => f.Ratio >= 1)) { BaselineName = "made by the hashing embedder", Baseline = baseline };
    }

    private static async Task<double> SpeedAsync(IEmbeddingGenerator<string, Embedding<float>> embedder, string[] texts, int batchSize, EmbeddingGenerationOptions? options)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in texts.Chunk(batchSize)) await embedder.GenerateAsync(batch, options);
        return texts.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string[] Texts(Random random, int count, int words) =>
        [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, words).Select(_ => $"word{random.Next(5000)}")))];
}
