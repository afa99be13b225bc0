using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Embeddings.Onnx;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>Reranking beside bare runs of the same pairs.</summary>
internal static class RerankingSpeed
{
    private const int Passages = 50;
    private const int Tokens = 128;
    private const int QuestionTokens = 16;
    private const int Runs = 9;
    private const double MostOfBare = 1.05;

    public static async Task<Figure> RunAsync()
    {
        using var subject = new EncoderSubject(BertShape.MiniLm with { Labels = 1, OutputName = "logits" });
        using var reranker = OnnxReranker.Load(new() { ModelPath = subject.Folder, RuntimeLibrary = EncoderSubject.Runtime }, TimeProvider.System);
        var random = new Random(50);
        var question = EncoderSubject.Text(random, QuestionTokens);
        // Question, passage and the special tokens are 128 together.
        var passages = Enumerable.Range(0, Passages)
            .Select(i => new RetrievedChunk(new(Guid.NewGuid(), EncoderSubject.Text(random, Tokens - QuestionTokens + 1), new Dictionary<string, FieldValue>()), i))
            .ToList();

        var buffer = new TokenBuffer();
        var pairs = passages.ConvertAll(p =>
        {
            reranker.Encoder.Tokenizer.EncodePair(question, p.Record.Text, buffer, reranker.Encoder.MaxLength);
            return buffer.Ids.ToArray();
        });
        if (pairs.Exists(p => p.Length != Tokens)) throw new InvalidOperationException($"The pairs are to be of {Tokens} tokens.");
        using var bare = new BareRuns(reranker.Encoder, pairs);
        var (ours, runtime) = await Interleaved.RunAsync(
            Runs,
            async () =>
            {
                var watch = Stopwatch.StartNew();
                await reranker.RerankAsync(question, passages);
                return watch.Elapsed.TotalMilliseconds;
            },
            () => Task.Run(() => 1000 * Passages / bare.TextsPerSecond()));
        return new($"reranker: {Passages} passages of {Tokens} tokens", "ms", ours, new("within 5 %", f => f.Ratio <= MostOfBare))
        {
            BaselineName = "ONNX Runtime alone",
            Baseline = runtime,
        };
    }
}
