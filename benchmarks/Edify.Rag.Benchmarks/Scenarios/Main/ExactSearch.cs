using System.Diagnostics;
using System.Numerics.Tensors;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Main;

/// <summary>A filtered vector search on one core, against nothing but the dot products it cannot do without.</summary>
internal static class ExactSearch
{
    public const string Work = "exact-search";

    private const int Rounds = 15;
    private const int SearchesPerRound = 10;
    private const double LeastSpeed = 0.8;

    public static async Task<Figure> RunAsync(string store)
    {
        var figures = await ChildProcess.RunAsync(store, cores: 1, Work);
        return new(
            "exact search over 100,000 x 384 vectors, a filter admitting 10 %, one thread",
            "ms",
            new(figures[..Rounds]),
            new($"at most {1 / LeastSpeed:0.00} x (at least 80 % of its speed)", f => f.Ratio <= 1 / LeastSpeed))
        {
            BaselineName = "TensorPrimitives.Dot over the matching rows",
            Baseline = new(figures[Rounds..]),
        };
    }

    /// <summary>Runs in a process that sees one core.</summary>
    public static async Task MeasureAsync()
    {
        await using var host = RagHost.Create();
        var store = host.GetRag<IVectorStore>();
        var vectors = SyntheticStore.Vectors();
        var rows = Enumerable.Range(0, SyntheticStore.Rows).Where(row => row % SyntheticStore.Grades == 3).ToArray();
        var query = SyntheticStore.Query();
        var (expected, _) = Best(vectors, rows, query);

        var (subject, baseline) = (new double[Rounds], new double[Rounds]);
        for (var round = -1; round < Rounds; round++)
        {
            var bare = Time(() => Best(vectors, rows, query));
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < SearchesPerRound; i++) await SearchAsync(store, query, expected);
            if (round >= 0) (baseline[round], subject[round]) = (bare, Stopwatch.GetElapsedTime(started).TotalMilliseconds / SearchesPerRound);
        }

        ChildProcess.Report([.. subject, .. baseline]);
    }

    private static async Task SearchAsync(IVectorStore store, ReadOnlyMemory<float> query, float expected)
    {
        var best = float.NegativeInfinity;
        await foreach (var match in store.SearchAsync(
            SyntheticStore.Collection, new VectorQuery { Vector = query, Filter = SyntheticStore.OneGrade }, SyntheticStore.Scope))
        {
            best = Math.Max(best, match.Similarity ?? float.NegativeInfinity);
        }

        // A search that finds something else is not faster or slower but wrong.
        if (Math.Abs(best - expected) > 1e-4) throw new InvalidOperationException($"The best similarity is {expected}, and the store found {best}.");
    }

    private static double Time(Action scan)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < SearchesPerRound; i++) scan();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / SearchesPerRound;
    }

    private static (float Similarity, int Row) Best(float[] vectors, int[] rows, float[] query)
    {
        var (best, bestRow) = (float.NegativeInfinity, -1);
        foreach (var row in rows)
        {
            var similarity = TensorPrimitives.Dot(vectors.AsSpan(row * SyntheticStore.Dimension, SyntheticStore.Dimension), query);
            if (similarity > best) (best, bestRow) = (similarity, row);
        }

        return (best, bestRow);
    }
}
