namespace Edify.Rag.Shared.Vectors;

/// <summary>Fuses rankings: the score of a row is the sum of 1 / (k + rank) over the rankings it is in, ranks from 1.</summary>
/// <remarks>
/// Cormack, Clarke and Büttcher: Reciprocal rank fusion outperforms Condorcet and individual rank learning methods, SIGIR 2009. What has
/// equal scores in a ranking shares its best rank there, so that ids, which say nothing, decide only between what is equal in everything.
/// </remarks>
internal static class ReciprocalRankFusion
{
    /// <summary>How deep each ranking goes that is fused to so many matches: a row just below the cut of both may belong to the best.</summary>
    public static int Depth(int limit) => Math.Max(100, 2 * limit);

    /// <summary>The best of two rankings, best first; equal fused scores by similarity, then by key.</summary>
    /// <param name="nearest">What the search by vector has found, by falling similarity.</param>
    /// <param name="lexical">What the search by words has found, by falling score.</param>
    /// <param name="k">The constant.</param>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="keys">The order of keys.</param>
    public static List<FusedRow<TKey>> Fuse<TKey>(IReadOnlyList<RankedRow<TKey>> nearest, IReadOnlyList<RankedRow<TKey>> lexical, int k, int limit, IComparer<TKey> keys)
        where TKey : struct
    {
        var fused = new Dictionary<TKey, FusedRow<TKey>>(nearest.Count + lexical.Count);
        for (int i = 0, rank = 1; i < nearest.Count; i++)
        {
            rank = Rank(nearest, i, rank);
            fused[nearest[i].Key] = new(nearest[i].Key, 1.0 / (k + rank), nearest[i].Score, null);
        }

        for (int i = 0, rank = 1; i < lexical.Count; i++)
        {
            rank = Rank(lexical, i, rank);
            var (key, score) = (lexical[i].Key, 1.0 / (k + rank));
            fused[key] = fused.TryGetValue(key, out var near) ? near with { Score = near.Score + score, LexicalScore = lexical[i].Score } : new(key, score, null, lexical[i].Score);
        }

        // Of what has one score and one similarity, the lexical score is one, too.
        return [.. fused.Values.OrderByDescending(row => row.Score).ThenByDescending(row => row.Similarity ?? double.NegativeInfinity).ThenBy(row => row.Key, keys).Take(limit)];
    }

    private static int Rank<TKey>(IReadOnlyList<RankedRow<TKey>> ranking, int index, int before) where TKey : struct =>
        index > 0 && ranking[index].Score == ranking[index - 1].Score ? before : index + 1;
}

/// <summary>A row of a ranking.</summary>
/// <param name="Key">What it is known by.</param>
/// <param name="Score">Its score there.</param>
internal readonly record struct RankedRow<TKey>(TKey Key, double Score) where TKey : struct;

/// <summary>A row that one ranking or both have.</summary>
/// <param name="Key">What it is known by.</param>
/// <param name="Score">The fused score.</param>
/// <param name="Similarity">Its score in the ranking by vector; <see langword="null"/> where that has not found it.</param>
/// <param name="LexicalScore">Its score in the ranking by words; <see langword="null"/> where that has not found it.</param>
internal readonly record struct FusedRow<TKey>(TKey Key, double Score, double? Similarity, double? LexicalScore) where TKey : struct;
