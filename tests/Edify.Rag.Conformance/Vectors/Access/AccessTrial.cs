using Edify.Rag.Conformance.Access;

namespace Edify.Rag.Conformance;

/// <summary>
/// Lets random principals of a school ask a store for random documents, and compares what they see with what a rule in plain C#
/// lets them see. The rule looks at people and documents; it uses neither filters nor scopes.
/// </summary>
public static class AccessTrial
{
    private const int Dimension = 16;
    private const int Documents = 300;
    private const int Principals = 60;

    /// <summary>Fills a collection and asks.</summary>
    /// <param name="store">The store; it must do ranges, negations and fields with several values.</param>
    /// <param name="collection">A collection that is not there yet; it is made, and left to the caller.</param>
    /// <param name="seed">Start of the random numbers.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many pairs of principal and document were tried, and what was wrong.</returns>
    public static async Task<AccessTrialOutcome> RunAsync(IVectorStore store, string collection, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var school = new School(seed, Dimension);
        var documents = Enumerable.Range(0, Documents).Select(school.NextDocument).ToList();
        await store.EnsureCollectionAsync(new(collection, Dimension, "conformance:1", School.Fields), cancellationToken);
        foreach (var part in documents.Chunk(100)) await store.UpsertAsync(collection, [.. part.Select(document => document.Record)], cancellationToken);

        var outcome = new AccessTrialOutcome();
        for (var i = 0; i < Principals; i++)
        {
            var principal = school.NextPrincipal();
            var inquiry = new AccessInquiry(store, collection, principal, documents, outcome);
            var others = 1 + (i % 3);
            foreach (var narrowing in Narrowing.Of(principal).Where((_, n) => n == 0 || n == others))
                await inquiry.AskAsync(narrowing, school.NextVector(), cancellationToken);
            outcome.Pairs += documents.Count;
        }

        return outcome;
    }
}

/// <summary>What came of an <see cref="AccessTrial"/>.</summary>
public sealed class AccessTrialOutcome
{
    private readonly List<string> _leaks = [];
    private readonly List<string> _misses = [];

    /// <summary>Pairs of principal and document, each of which was tried by every way to ask.</summary>
    public long Pairs { get; internal set; }

    /// <summary>Questions that the store answered.</summary>
    public long Questions { get; internal set; }

    /// <summary>What was shown to someone who may not see it.</summary>
    public IReadOnlyList<string> Leaks => _leaks;

    /// <summary>What was kept from someone who may see it and asked for it.</summary>
    public IReadOnlyList<string> Misses => _misses;

    internal void Leaked(string what) => _leaks.Add(what);

    internal void Missed(string what) => _misses.Add(what);
}
