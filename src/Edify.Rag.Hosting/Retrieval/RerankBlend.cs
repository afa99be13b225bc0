namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Blends the scores of a reranker with those of the search before it.</summary>
internal static class RerankBlend
{
    /// <summary>The reranked passages by blended scores, best first; in the reranker's own order where the search counts for nothing.</summary>
    /// <param name="found">What the search found.</param>
    /// <param name="ranked">What the reranker made of it.</param>
    /// <param name="weight">What the reranker's scores count, from 0 to 1.</param>
    public static IReadOnlyList<RetrievedChunk> Of(IReadOnlyList<RetrievedChunk> found, IReadOnlyList<RetrievedChunk> ranked, double weight)
    {
        if (weight == 1 || ranked.Count == 0) return ranked;
        var searched = found.ToDictionary(chunk => chunk.Record.Id, chunk => chunk.Score);
        var ofSearch = Scale(found.Select(chunk => chunk.Score));
        var isWithin = ranked.All(chunk => ScoreOf(chunk) is >= 0 and <= 1);
        var ofReranker = isWithin ? score => score : Scale(ranked.Select(ScoreOf));
        return
        [
            .. ranked
                .Select(chunk => chunk with
                {
                    RerankScore = ScoreOf(chunk),
                    Score = (weight * ofReranker(ScoreOf(chunk))) + ((1 - weight) * (searched.TryGetValue(chunk.Record.Id, out var score) ? ofSearch(score) : 0)),
                })
                .OrderByDescending(chunk => chunk.Score),
        ];
    }

    private static double ScoreOf(RetrievedChunk chunk) => chunk.RerankScore ?? chunk.Score;

    // From 0 for the least to 1 for the most; where all are alike, all are the best.
    private static Func<double, double> Scale(IEnumerable<double> scores)
    {
        var all = scores.ToList();
        var (least, most) = (all.Min(), all.Max());
        return score => most > least ? (score - least) / (most - least) : 1;
    }
}
