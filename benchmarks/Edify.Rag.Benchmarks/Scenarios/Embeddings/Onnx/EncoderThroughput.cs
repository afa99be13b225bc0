using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Embeddings.Onnx;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>Texts a second, beside Python's onnxruntime with batches as sentence-transformers makes them, and beside bare runs of our batches.</summary>
internal static class EncoderThroughput
{
    private const int Count = 1_000;
    private const int Runs = 7;

    // The first is a warm-up, for us as for Python, whose process is started for each run.
    private const int Rounds = 2;
    private const double Faster = 1.3;
    private const double OfBare = 0.95;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        using var subject = new EncoderSubject().KnowRealWords();
        using var embedder = subject.Open();
        var texts = EncoderSubject.Prose(embedder.Encoder.Tokenizer, Count);
        var tokens = Tokenize(embedder.Encoder.Tokenizer, texts);
        var reference = new PythonReference(EncoderSubject.Python);

        // The reference is spared its tokenizer.
        var (ours, python) = await Interleaved.RunAsync(Runs, () => EmbedAsync(embedder, texts), async () =>
            Count / (await reference.RunAsync(subject.File, tokens, types: null, "mean_tokens", normalize: true, rounds: Rounds, characters: texts.Select(text => text.Length))).Seconds[^1]);
        yield return new("encoder: texts of a median of 50 tokens, MiniLM-L6's size", "texts/s", ours, new("at least 1.3 times", f => f.Ratio >= Faster))
        {
            BaselineName = "Python's onnxruntime, batches of 32",
            Baseline = python,
        };

        using var bare = new BareRuns(embedder.Encoder, tokens);
        var (again, runtime) = await Interleaved.RunAsync(Runs, () => EmbedAsync(embedder, texts), () => Task.Run(bare.TextsPerSecond));
        yield return new("encoder: with tokenizing and pooling", "texts/s", again, new("at least 95 %", f => f.Ratio >= OfBare))
        {
            BaselineName = "ONNX Runtime alone, the same batches",
            Baseline = runtime,
        };
    }

    private static async Task<double> EmbedAsync(OnnxEmbedder embedder, List<string> texts)
    {
        var seconds = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await embedder.GenerateAsync(texts);
            seconds = watch.Elapsed.TotalSeconds;
        }

        return Count / seconds;
    }

    private static List<int[]> Tokenize(ModelTokenizer tokenizer, List<string> texts)
    {
        var buffer = new TokenBuffer();
        return texts.ConvertAll(text =>
        {
            tokenizer.Encode(text, buffer);
            return buffer.Ids.ToArray();
        });
    }
}
