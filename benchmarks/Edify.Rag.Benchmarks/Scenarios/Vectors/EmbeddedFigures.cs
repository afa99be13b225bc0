using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>The embedded store: how fast it is filled and searched, and what a search allocates.</summary>
internal static class EmbeddedFigures
{
    private const string Collection = "bench";
    private const int BatchSize = 2_000;
    private const int Rounds = 7;
    private const int Questions = 30;
    private const double LeastLoadRate = 5_000;
    private const double MostFiltered = 3;
    private const double MostAllocated = 100;
    private const double MostAllocatedByBothLegs = 150;

    public static async IAsyncEnumerable<Figure> RunAsync(StoreSubject subject, VectorCorpus corpus)
    {
        var records = corpus.Records().ToList();
        yield return await LoadAsync(subject.Store, records);
        var queries = corpus.Queries(Questions);
        var (everything, oneBook) = (Enumerable.Range(0, records.Count).ToArray(), Enumerable.Range(0, records.Count).Where(row => VectorCorpus.OneBook.Matches(records[row].Fields)).ToArray());
        var vectors = new float[records.Count * VectorCorpus.Dimension];
        for (var row = 0; row < records.Count; row++) records[row].Vector.CopyTo(vectors.AsMemory(row * VectorCorpus.Dimension));

        var (all, allBare) = await SearchAsync(subject.Store, vectors, everything, queries, VectorFilter.All);
        yield return new($"embedded: search by vector, {records.Count:N0} records, p50", "ms", all, new("at most 1.25 x", f => f.Ratio <= 1.25))
            { BaselineName = "TensorPrimitives.Dot over all rows, one thread", Baseline = allBare };
        var (some, someBare) = await SearchAsync(subject.Store, vectors, oneBook, queries, VectorCorpus.OneBook);
        yield return new("embedded: the same within a filter that admits 1 %, p50", "ms", some, new(FormattableString.Invariant($"under {MostFiltered} ms"), f => f.Value.Median < MostFiltered))
            { BaselineName = "TensorPrimitives.Dot over the matching rows", Baseline = someBare };
        yield return await AllocatedAsync("embedded: allocated by a search by vector, 10 matches", subject.Store, [.. queries.Select(q => q with { Text = null })], MostAllocated);
        yield return await AllocatedAsync("embedded: allocated by a hybrid search, 10 matches", subject.Store, queries, MostAllocatedByBothLegs);
    }

    private static async Task<Figure> LoadAsync(IVectorStore store, List<VectorRecord> records)
    {
        var (rates, bare) = (new List<double>(), new List<double>());
        for (var run = 0; run < 3; run++)
        {
            bare.Add(records.Count / WriteBare(records));
            await store.DropCollectionAsync(Collection);
            await store.EnsureCollectionAsync(VectorCorpus.Definition(Collection));
            var started = Stopwatch.GetTimestamp();
            foreach (var batch in records.Chunk(BatchSize)) await store.UpsertAsync(Collection, batch);
            rates.Add(records.Count / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return new($"embedded: loading in batches of {BatchSize:N0}, durable and indexed", "records/s", new(rates), new(FormattableString.Invariant($"at least {LeastLoadRate:#,0}"), f => f.Value.Median >= LeastLoadRate))
            { BaselineName = "writing the vectors and texts to one file", Baseline = new(bare) };
    }

    private static double WriteBare(List<VectorRecord> records)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var started = Stopwatch.GetTimestamp();
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.DeleteOnClose))
        {
            foreach (var batch in records.Chunk(BatchSize))
            {
                foreach (var record in batch)
                {
                    file.Write(MemoryMarshal.AsBytes(record.Vector.Span));
                    file.Write(Encoding.UTF8.GetBytes(record.Text));
                }

                file.Flush(flushToDisk: true);
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Task<(Samples Subject, Samples Baseline)> SearchAsync(IVectorStore store, float[] vectors, int[] rows, IReadOnlyList<VectorQuery> queries, VectorFilter filter)
    {
        var expected = queries.Select(query => Best(vectors, rows, query.Vector!.Value.Span)).ToArray();
        return SearchCost.CompareAsync(Rounds, queries.Count, SubjectAsync, BareAsync);

        async Task SubjectAsync(int question)
        {
            var best = float.NegativeInfinity;
            var query = queries[question] with { Text = null, Filter = filter };
            await foreach (var match in store.SearchAsync(Collection, query, StoreSubject.Scope)) best = Math.Max(best, match.Similarity ?? best);

            // A search that finds something else is not faster or slower but wrong.
            if (Math.Abs(best - expected[question]) > 1e-4) throw new InvalidOperationException($"The best similarity is {expected[question]}, and the store found {best}.");
        }

        Task BareAsync(int question) => Task.FromResult(Best(vectors, rows, queries[question].Vector!.Value.Span));
    }

    private static float Best(float[] vectors, int[] rows, ReadOnlySpan<float> query)
    {
        var best = float.NegativeInfinity;
        foreach (var row in rows) best = Math.Max(best, TensorPrimitives.Dot(vectors.AsSpan(row * VectorCorpus.Dimension, VectorCorpus.Dimension), query));
        return best;
    }

    private static async Task<Figure> AllocatedAsync(string name, IVectorStore store, IReadOnlyList<VectorQuery> queries, double most) => Goals.Under(
        name, "KB", most, await SearchCost.AllocatedAsync(queries.Count, question => SearchCost.CountAsync(store, Collection, queries[question], StoreSubject.Scope)));
}
