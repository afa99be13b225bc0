using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Postgres;

/// <summary>What searches take beyond the statements that they are: as the store sends them by itself, and prepared, as <c>Max Auto Prepare</c> has it.</summary>
internal static class SearchOverhead
{
    private const int Questions = 30;
    private const int Rounds = 15;

    // These take tens of times as long.
    private const int HybridQuestions = 15;
    private const int HybridRounds = 3;
    private const double MostOverhead = 1.1;
    private const double MostAllocated = 100;

    public static async IAsyncEnumerable<Figure> RunAsync(MeasuredSchema schema, VectorCorpus corpus)
    {
        var queries = corpus.Queries(Questions);
        await using var subject = schema.Store();
        var (byVector, hybrid) = (queries.Select(q => q with { Text = null }).ToList(), queries);
        await using var prepared = schema.Store(prepares: true);
        foreach (var (store, prepares, how) in new[] { (subject.Store, false, "raw Npgsql"), (prepared.Store, true, "raw Npgsql, prepared") })
        {
            var (name, baseline) = (prepares ? "PostgreSQL, statements kept prepared" : "PostgreSQL", $"the same statement by {how}");
            yield return await CompareAsync(schema, store, prepares, $"{name}: search by vector, {corpus.Size:N0} records", baseline, byVector);
            yield return await CompareAsync(schema, store, prepares, $"{name}: the same within what a role may see, 4 of 10", baseline, [.. byVector.Select(q => q with { Filter = VectorCorpus.OfARole })]);
            yield return await CompareAsync(schema, store, prepares, $"{name}: hybrid search within it", baseline, [.. hybrid.Take(HybridQuestions).Select(q => q with { Filter = VectorCorpus.OfARole })], HybridRounds);
        }

        yield return await AllocatedAsync(schema, subject.Store, "PostgreSQL: allocated by a search by vector, 10 matches", byVector);
        yield return await AllocatedAsync(schema, subject.Store, "PostgreSQL: allocated by a hybrid search, 10 matches", hybrid);
    }

    private static async Task<Figure> CompareAsync(MeasuredSchema schema, IVectorStore store, bool prepares, string name, string baseline, List<VectorQuery> queries, int rounds = Rounds)
    {
        await using var raw = await RawSearch.OfAsync(schema, queries, prepares);
        for (var question = 0; question < queries.Count; question++)
        {
            // What finds less is not faster.
            var (found, expected) = (await SearchAsync(store, queries[question]), await raw.RunAsync(question));
            if (found != expected) throw new InvalidOperationException($"The store finds {found} records, and its statement {expected}.");
        }

        var (subject, bare) = await SearchCost.CompareAsync(rounds, queries.Count, question => SearchAsync(store, queries[question]), raw.RunAsync);
        return new(name, "ms", subject, new("under 1.10 x", f => f.Ratio < MostOverhead)) { BaselineName = baseline, Baseline = bare };
    }

    private static async Task<Figure> AllocatedAsync(MeasuredSchema schema, IVectorStore store, string name, IReadOnlyList<VectorQuery> queries)
    {
        await using var raw = await RawSearch.OfAsync(schema, queries, prepares: false);
        var bare = await SearchCost.AllocatedAsync(queries.Count, raw.RunAsync);
        return Goals.Under(name, "KB", MostAllocated, await SearchCost.AllocatedAsync(queries.Count, question => SearchAsync(store, queries[question])))
            with { BaselineName = "the same statement by raw Npgsql", Baseline = new(bare) };
    }

    private static Task<int> SearchAsync(IVectorStore store, VectorQuery query) => SearchCost.CountAsync(store, MeasuredSchema.Searched, query, StoreSubject.Scope);
}
