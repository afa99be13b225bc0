using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>How long one question takes.</summary>
internal static class QueryLatency
{
    private const int Tokens = 16;
    private const int Questions = 400;
    private const double MostMilliseconds = 4;

    public static async Task<Figure> RunAsync()
    {
        using var subject = new EncoderSubject();
        using var embedder = subject.Open();
        var random = new Random(16);
        var milliseconds = new List<double>();
        for (var i = -Questions / 4; i < Questions; i++)
        {
            var question = EncoderSubject.Text(random, Tokens);
            var watch = Stopwatch.StartNew();
            await embedder.GenerateAsync([question], EmbeddingPurposes.ForQuery());
            if (i >= 0) milliseconds.Add(watch.Elapsed.TotalMilliseconds);
        }

        return Goals.Under($"encoder: a question of {Tokens} tokens, p50", "ms", MostMilliseconds, milliseconds);
    }
}
