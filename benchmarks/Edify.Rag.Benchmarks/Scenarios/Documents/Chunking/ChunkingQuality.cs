using Edify.Rag.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>Recall and IoU of the five chunks that are found for a question, beside those of the published baselines in the same run.</summary>
/// <remarks>
/// All chunks of all corpora lie in one collection. The embedder is the one that the product has without a network; it is found by its
/// vectors alone, and together with words. What is judged cuts without overlap, as the baselines beside it; the others are listed on the
/// error stream. Sizes are in the product's estimated tokens, of which English has about 3.5 characters each.
/// </remarks>
internal static class ChunkingQuality
{
    private const int Retrieved = 5;
    private const double Percent = 100;

    // An IoU this much smaller is the same: both are means over some hundred questions.
    private const double SameIou = 0.98;

    private static readonly string[] Baselines = [ChunkingSubjects.BaselineRecursive, ChunkingSubjects.BaselineTokens];

    public static async IAsyncEnumerable<Figure> RunAsync(string folder, string corpora)
    {
        var corpus = ChunkingCorpus.Load(corpora);
        foreach (var size in new[] { 200, 400 })
        {
            foreach (var mode in new[] { RetrievalMode.Vector, RetrievalMode.Hybrid })
            {
                var scores = new Dictionary<string, ChunkingRow>();
                foreach (var splitter in ChunkingSubjects.Of(size)) scores[splitter.Name] = await ScoreAsync(folder, corpus, splitter, mode);
                foreach (var row in scores) Console.Error.WriteLine($"{mode,-7} {size} {row.Key,-34} {row.Value}");
                var (ours, theirs) = (scores[ChunkingSubjects.Structure].Score, Baselines.ToDictionary(b => b, b => scores[b].Score));
                var (recall, iou) = (theirs.MaxBy(b => b.Value.Recall), theirs.MaxBy(b => b.Value.Iou));
                yield return Compare($"chunking recall, structure {size}, {mode} search", ours.Recall, recall.Key, recall.Value.Recall, 1);
                yield return Compare($"chunking IoU, structure {size}, {mode} search", ours.Iou, iou.Key, iou.Value.Iou, SameIou);
            }
        }
    }

    private static Figure Compare(string name, double value, string baselineName, double baseline, double share) =>
        new(name, "%", new(value * Percent), new(
            share < 1 ? "at most 2 % below the better baseline" : "not below the better baseline", f => f.Value.Median >= f.Baseline.Median * share))
        {
            BaselineName = baselineName,
            Baseline = new(baseline * Percent),
        };

    private static async Task<ChunkingRow> ScoreAsync(string folder, ChunkingCorpus corpus, ChunkingSubject subject, RetrievalMode mode)
    {
        await using var host = new ServiceCollection().AddLogging().AddEdifyRag(rag =>
        {
            rag.UseInMemoryBlobs().UseStateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N")));
            subject.Use?.Invoke(rag);
        }).BuildServiceProvider();
        var pieces = new List<(Passage Passage, string Text, string Embedded)>();
        foreach (var (name, text) in corpus.Texts) pieces.AddRange(await subject.CutAsync(host, name, text));

        await NumberedTexts.StoreAsync(host, pieces.ConvertAll(p => (p.Text, p.Embedded)));
        var retriever = host.GetRag<IRetriever>();
        var scores = new List<ChunkingScore>();
        foreach (var question in corpus.Questions)
        {
            var found = await NumberedTexts.FindAsync(retriever, question.Text, mode, Retrieved);
            scores.Add(ChunkingScore.Of(question, found.ConvertAll(number => pieces[number].Passage), pieces.Select(p => p.Passage)));
        }

        return new(ChunkingScore.Mean(scores), pieces.Count, pieces.Average(p => p.Text.Length));
    }
}

/// <summary>What one way to cut gave.</summary>
internal sealed record ChunkingRow(ChunkingScore Score, int Chunks, double Characters)
{
    public override string ToString() => FormattableString.Invariant(
        $"recall {Score.Recall:P1}  precision {Score.Precision:P2}  omega {Score.PrecisionOmega:P1}  IoU {Score.Iou:P2}  {Chunks} chunks of {Characters:0} characters");
}
