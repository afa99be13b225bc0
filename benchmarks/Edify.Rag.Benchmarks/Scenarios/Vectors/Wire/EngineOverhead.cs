using System.Net;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>What searches of a store take beyond the calls that they are, on a test double that compares every vector.</summary>
internal static class EngineOverhead
{
    private const string Collection = "bench";
    private const int Questions = 20;
    private const int Rounds = 15;
    private const double MostOverhead = 1.1;
    private const double MostAllocated = 150;

    /// <param name="name">What figures call the store.</param>
    /// <param name="baseline">What a raw call is.</param>
    /// <param name="server">Where the double listens.</param>
    /// <param name="storeAt">The store over a server at an address.</param>
    /// <param name="length">Where an answer of its protocol ends.</param>
    /// <param name="corpus">What is searched.</param>
    public static async IAsyncEnumerable<Figure> RunAsync(
        string name, string baseline, IPEndPoint server, Func<IPEndPoint, StoreSubject> storeAt, Func<ReadOnlyMemory<byte>, int?> length, VectorCorpus corpus)
    {
        await using var subject = storeAt(server);
        await subject.Store.EnsureCollectionAsync(VectorCorpus.Definition(Collection));
        await subject.Store.UpsertAsync(Collection, [.. corpus.Records()]);

        var queries = corpus.Queries(Questions);
        var what = $"{name} (double): search by vector, {corpus.Size:N0} records";
        await foreach (var figure in CompareAsync(what, baseline, server, storeAt, length, subject.Store, [.. queries.Select(q => q with { Text = null })])) yield return figure;
        await foreach (var figure in CompareAsync($"{name} (double): hybrid search", baseline, server, storeAt, length, subject.Store, queries)) yield return figure;
    }

    private static async IAsyncEnumerable<Figure> CompareAsync(
        string name, string baseline, IPEndPoint server, Func<IPEndPoint, StoreSubject> storeAt, Func<ReadOnlyMemory<byte>, int?> length, IVectorStore store, IReadOnlyList<VectorQuery> queries)
    {
        await using var raw = new RawCalls(await TapAsync(server, storeAt, queries), length);
        await raw.ConnectAsync(server);
        var (subject, bare) = await SearchCost.CompareAsync(Rounds, queries.Count, SearchAsync, raw.RunAsync);
        yield return new(name, "ms", subject, new("under 1.10 x", f => f.Ratio < MostOverhead)) { BaselineName = baseline, Baseline = bare };
        var allocated = await SearchCost.AllocatedAsync(queries.Count, raw.RunAsync);
        yield return Goals.Under($"{name}: allocated, 10 matches", "KB", MostAllocated, await SearchCost.AllocatedAsync(queries.Count, SearchAsync))
            with { BaselineName = baseline, Baseline = new(allocated) };

        Task<int> SearchAsync(int question) => SearchCost.CountAsync(store, Collection, queries[question], StoreSubject.Scope);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<byte[]>>> TapAsync(IPEndPoint server, Func<IPEndPoint, StoreSubject> storeAt, IReadOnlyList<VectorQuery> queries)
    {
        await using var tap = new Tap(server);
        await using var tapped = storeAt(tap.Address);
        var calls = new List<IReadOnlyList<byte[]>>();
        foreach (var query in queries)
        {
            // Once unheard, for what a store looks up on its first question.
            await SearchCost.CountAsync(tapped.Store, Collection, query, StoreSubject.Scope);
            calls.Add(await tap.ListenAsync(() => SearchCost.CountAsync(tapped.Store, Collection, query, StoreSubject.Scope)));
        }

        return calls;
    }
}
