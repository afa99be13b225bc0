namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Makes one ranking of several.</summary>
internal static class RankFusion
{
    /// <summary>By ranks: the sum of 1 / (k + rank) over the rankings that a passage is in, ranks from 1.</summary>
    /// <remarks>Cormack, Clarke and Büttcher: Reciprocal rank fusion outperforms Condorcet and individual rank learning methods, SIGIR 2009.</remarks>
    /// <param name="rankings">Passages, the best first in each.</param>
    /// <param name="k">How soon later ranks count for less.</param>
    public static List<RetrievedChunk> ByRank(IReadOnlyList<IReadOnlyList<RetrievedChunk>> rankings, int k)
    {
        var ranks = new Dictionary<Guid, List<int>>();
        foreach (var ranking in rankings)
        {
            for (var i = 0; i < ranking.Count; i++)
            {
                if (!ranks.TryGetValue(ranking[i].Record.Id, out var own)) ranks.Add(ranking[i].Record.Id, own = []);
                own.Add(i + 1);
            }
        }

        // Added up from the best rank on, so that equal ranks give equal sums to the last bit.
        return Merged(rankings, chunk => ranks[chunk.Record.Id].Order().Sum(rank => 1.0 / (k + rank)));
    }

    /// <summary>
    /// By scores: each leg's as a part of its best, 0 where the leg did not find a passage or found nothing in common, added by weight.
    /// </summary>
    /// <remarks>A convex combination: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 42(1), 2023.</remarks>
    /// <param name="nearest">What the vector leg found.</param>
    /// <param name="lexical">What the lexical leg found.</param>
    /// <param name="vectorWeight">What the vector leg counts, from 0 to 1; the lexical one has the rest.</param>
    public static List<RetrievedChunk> ByScore(IReadOnlyList<RetrievedChunk> nearest, IReadOnlyList<RetrievedChunk> lexical, double vectorWeight)
    {
        var closest = nearest.Max(chunk => chunk.Similarity) ?? 0;
        var best = lexical.Max(chunk => chunk.LexicalScore) ?? 0;
        return Merged(
            [nearest, lexical],
            chunk => (vectorWeight * PartOf(chunk.Similarity ?? 0, closest)) + ((1 - vectorWeight) * PartOf(chunk.LexicalScore ?? 0, best)));
    }

    private static double PartOf(double score, double best) => best > 0 ? Math.Max(0, score) / best : 0;

    private static List<RetrievedChunk> Merged(IReadOnlyList<IReadOnlyList<RetrievedChunk>> rankings, Func<RetrievedChunk, double> score)
    {
        var fused = new Dictionary<Guid, RetrievedChunk>();
        foreach (var chunk in rankings.SelectMany(ranking => ranking))
        {
            fused[chunk.Record.Id] = fused.TryGetValue(chunk.Record.Id, out var known)
                ? known with { Similarity = Larger(known.Similarity, chunk.Similarity), LexicalScore = Larger(known.LexicalScore, chunk.LexicalScore) }
                : chunk;
        }

        var result = fused.Values.Select(chunk => chunk with { Score = score(chunk) }).ToList();
        result.Sort(RankOrder.Instance);
        return result;
    }

    private static T? Larger<T>(T? left, T? right) where T : struct => Nullable.Compare(left, right) >= 0 ? left : right;
}
