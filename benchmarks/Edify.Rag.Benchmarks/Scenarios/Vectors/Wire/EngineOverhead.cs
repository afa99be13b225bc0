using System.Net;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>What searches of a store take beyond the calls that they are, on a test double that compares every vector.</summary>
internal static class EngineOverhead
{
    private const string Collection = "bench";
    private const int Questions = 12;
    private const int Rounds = 9;
    private const double MostOverhead = 1.1;
    private const double MostAllocated = 150;

    // Of each leg a hundred candidates come with their scores.
    private const double MostAllocatedByBothLegs = 300;

    /// <param name="name">What figures call the store.</param>
    /// <param name="server">Where the double listens.</param>
    /// <param name="storeAt">The store over a server at an address.</param>
    /// <param name="protocol">What it speaks.</param>
    /// <param name="corpus">What is searched.</param>
    public static async IAsyncEnumerable<Figure> RunAsync(
        string name, IPEndPoint server, Func<IPEndPoint, StoreSubject> storeAt, WireProtocol protocol, VectorCorpus corpus)
    {
        await using var subject = storeAt(server);
        await subject.Store.EnsureCollectionAsync(VectorCorpus.Definition(Collection));
        await subject.Store.UpsertAsync(Collection, [.. corpus.Records()]);

        var queries = corpus.Queries(Questions);
        var what = $"{name} (double): search by vector, {corpus.Size:N0} records";
        await foreach (var figure in CompareAsync(what, server, storeAt, protocol, subject.Store, [.. queries.Select(q => q with { Text = null })], MostAllocated)) yield return figure;
        await foreach (var figure in CompareAsync($"{name} (double): hybrid search", server, storeAt, protocol, subject.Store, queries, MostAllocatedByBothLegs)) yield return figure;
    }

    private static async IAsyncEnumerable<Figure> CompareAsync(
        string name, IPEndPoint server, Func<IPEndPoint, StoreSubject> storeAt, WireProtocol protocol, IVectorStore store, IReadOnlyList<VectorQuery> queries, double mostAllocated)
    {
        await using var raw = new RawCalls(await TapAsync(server, storeAt, protocol, queries), protocol.AnswerLength);
        await raw.ConnectAsync(server);
        var (subject, bare) = await SearchCost.CompareAsync(Rounds, queries.Count, SearchAsync, raw.RunAsync);
        yield return new(name, "ms", subject, new("under 1.10 x", f => f.Ratio < MostOverhead)) { BaselineName = protocol.Baseline, Baseline = bare };
        var allocated = await SearchCost.AllocatedAsync(queries.Count, raw.RunAsync);
        yield return Goals.Under($"{name}: allocated, 10 matches", "KB", mostAllocated, await SearchCost.AllocatedAsync(queries.Count, SearchAsync))
            with { BaselineName = protocol.Baseline, Baseline = new(allocated) };

        Task<int> SearchAsync(int question) => SearchCost.CountAsync(store, Collection, queries[question], StoreSubject.Scope);
    }

    private static async Task<IReadOnlyList<TappedCall>> TapAsync(IPEndPoint server, Func<IPEndPoint, StoreSubject> storeAt, WireProtocol protocol, IReadOnlyList<VectorQuery> queries)
    {
        await using var tap = new Tap(server);
        await using var tapped = storeAt(tap.Address);
        var calls = new List<TappedCall>();
        foreach (var query in queries)
        {
            // Once unheard, for what a store looks up on its first question.
            await SearchCost.CountAsync(tapped.Store, Collection, query, StoreSubject.Scope);
            calls.Add(await tap.ListenAsync(() => SearchCost.CountAsync(tapped.Store, Collection, query, StoreSubject.Scope), protocol.IsHeartbeat));
        }

        return calls;
    }
}
