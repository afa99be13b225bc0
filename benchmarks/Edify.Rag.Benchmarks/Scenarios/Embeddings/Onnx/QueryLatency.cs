using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>How long one question takes, beside a bare run of it: the model's own time depends on the machine more than on us.</summary>
internal static class QueryLatency
{
    private const int Tokens = 16;
    private const int WarmUps = 100;
    private const int Questions = 400;
    private const double MostMilliseconds = 4;
    private const double MostOfBare = 1.1;

    public static async Task<Figure> RunAsync()
    {
        using var subject = new EncoderSubject();
        using var embedder = subject.Open();
        var random = new Random(16);
        var buffer = new TokenBuffer();
        embedder.Encoder.Tokenizer.Encode(EncoderSubject.Text(random, Tokens), buffer);
        using var bare = new BareRuns(embedder.Encoder, [buffer.Ids.ToArray()]);
        var (ours, runtime) = (new List<double>(), new List<double>());
        for (var i = -WarmUps; i < Questions; i++)
        {
            var question = EncoderSubject.Text(random, Tokens);
            var watch = Stopwatch.StartNew();
            await embedder.GenerateAsync([question], EmbeddingPurposes.ForQuery());
            var milliseconds = watch.Elapsed.TotalMilliseconds;
            var alone = 1000 / bare.TextsPerSecond();
            if (i < 0) continue;
            ours.Add(milliseconds);
            runtime.Add(alone);
        }

        return new($"encoder: a question of {Tokens} tokens, p50", "ms", new(ours), new("under 4 ms, or within 10 % where the machine's own time is longer", f => f.Value.Median < MostMilliseconds || f.Ratio <= MostOfBare))
        {
            BaselineName = "ONNX Runtime alone",
            Baseline = new(runtime),
        };
    }
}
