using Edify.Rag.Qdrant.Records;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>The rankings of both legs, fused with ties by id, and with the score of each leg.</summary>
internal static class RankFusion
{
    /// <summary>The constant of <see cref="VectorQuery"/>.</summary>
    public const int K = 60;

    /// <summary>A leg's points, best first, ties by id, to a depth.</summary>
    public static List<StoredPoint> Ranked(IEnumerable<StoredPoint> points, int depth) =>
        [.. points.OrderByDescending(point => point.Score).ThenBy(point => point.Id).Take(depth)];

    /// <summary>The best of both legs; ranked legs go in.</summary>
    public static List<FusedPoint> Fuse(IReadOnlyList<StoredPoint> nearest, IReadOnlyList<StoredPoint> lexical, int limit)
    {
        var ranks = new Dictionary<Guid, (int Nearest, int Lexical)>(nearest.Count + lexical.Count);
        for (var i = 0; i < nearest.Count; i++) ranks[nearest[i].Id] = (i + 1, 0);
        for (var i = 0; i < lexical.Count; i++) ranks[lexical[i].Id] = (ranks.GetValueOrDefault(lexical[i].Id).Nearest, i + 1);
        return [.. ranks
            .Select(r => new FusedPoint(
                r.Key,
                ReciprocalRankFusion.Score(K, r.Value.Nearest, r.Value.Lexical),
                r.Value.Nearest == 0 ? null : nearest[r.Value.Nearest - 1].Score,
                r.Value.Lexical == 0 ? null : lexical[r.Value.Lexical - 1].Score))
            .OrderByDescending(point => point.Score).ThenBy(point => point.Id).Take(limit)];
    }
}

/// <summary>A point that one leg or both have found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">The fused score.</param>
/// <param name="Similarity">The score of the leg of vectors; <see langword="null"/> where that did not find it.</param>
/// <param name="LexicalScore">The score of the leg of words; <see langword="null"/> where that did not find it.</param>
internal readonly record struct FusedPoint(Guid Id, double Score, float? Similarity, float? LexicalScore);
