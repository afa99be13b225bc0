using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Postgres;

/// <summary>Filling a collection, beside a bare COPY of the same bytes into a table of the same columns and the same indexes.</summary>
/// <remarks>Both have the indexes of words, tenant and fields while they are loaded. The vector index comes after the rows, in a figure of its own.</remarks>
internal static class BulkLoad
{
    private const int Rounds = 2;
    private const int SliceSize = 2_000;
    private const int DefaultIndexFrom = 20_000;
    private const double LeastShare = 0.7;

    private static readonly Goal Share = new("at least 0.70 x", f => f.Ratio >= LeastShare);

    public static async IAsyncEnumerable<Figure> RunAsync(MeasuredSchema schema, VectorCorpus corpus)
    {
        var records = corpus.Records().ToList();
        await using (var unindexed = schema.Store(o => o.IndexFrom = int.MaxValue))
        {
            var (once, sliced, bare) = (new List<double>(), new List<double>(), new List<double>());
            await LoadAsync(unindexed.Store, MeasuredSchema.Unindexed, [records]);
            var copy = await BareCopy.OfAsync(schema, await schema.TableOfAsync(MeasuredSchema.Unindexed));
            for (var round = 0; round < Rounds; round++)
            {
                bare.Add(records.Count / await CopyAsync(schema, unindexed.Store, copy));
                once.Add(records.Count / await LoadAsync(unindexed.Store, MeasuredSchema.Unindexed, [records]));
                sliced.Add(records.Count / await LoadAsync(unindexed.Store, MeasuredSchema.Unindexed, records.Chunk(SliceSize)));
            }

            const string What = "a bare binary COPY, same columns and indexes";
            var name = $"PostgreSQL: {records.Count:N0} x {VectorCorpus.Dimension} loaded";
            yield return new($"{name} by one UpsertAsync", "records/s", new(once), Share) { BaselineName = What, Baseline = new(bare) };
            yield return new($"{name}, {SliceSize:N0} records a call", "records/s", new(sliced), Share) { BaselineName = What, Baseline = new(bare) };
            await unindexed.Store.DropCollectionAsync(MeasuredSchema.Unindexed);
            yield return await WithVectorIndexAsync(schema, records, copy);
        }
    }

    // Leaves the collection that is searched afterwards.
    private static async Task<Figure> WithVectorIndexAsync(MeasuredSchema schema, List<VectorRecord> records, BareCopy copy)
    {
        await using var indexed = schema.Store(o => o.IndexFrom = Math.Min(DefaultIndexFrom, records.Count));
        var bare = await CopyAsync(schema, indexed.Store, copy);
        var started = Stopwatch.GetTimestamp();
        await schema.RunAsync($"CREATE INDEX ON {await schema.TableOfAsync(MeasuredSchema.Bare)} USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64)");
        bare += Stopwatch.GetElapsedTime(started).TotalSeconds;
        await indexed.Store.DropCollectionAsync(MeasuredSchema.Bare);
        var seconds = await LoadAsync(indexed.Store, MeasuredSchema.Searched, [records]);
        return new("the same with the HNSW index, built when the rows are there", "records/s", new(records.Count / seconds), Share)
            { BaselineName = "a bare COPY and CREATE INDEX", Baseline = new(records.Count / bare) };
    }

    private static async Task<double> CopyAsync(MeasuredSchema schema, IVectorStore store, BareCopy copy)
    {
        await EmptyAsync(store, MeasuredSchema.Bare);
        return await copy.RunAsync(schema, await schema.TableOfAsync(MeasuredSchema.Bare));
    }

    private static async Task<double> LoadAsync(IVectorStore store, string collection, IEnumerable<IReadOnlyList<VectorRecord>> calls)
    {
        await EmptyAsync(store, collection);
        var started = Stopwatch.GetTimestamp();
        foreach (var records in calls) await store.UpsertAsync(collection, records);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task EmptyAsync(IVectorStore store, string collection)
    {
        await store.DropCollectionAsync(collection);
        await store.EnsureCollectionAsync(VectorCorpus.Definition(collection));
    }
}
