using Edify.Rag.Qdrant.Records;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>The rankings of both legs, fused, with the score of each leg.</summary>
internal static class RankFusion
{
    /// <summary>The constant of <see cref="VectorQuery"/>.</summary>
    public const int K = 60;

    /// <summary>A leg's points, best first, ties by id, to a depth.</summary>
    public static List<StoredPoint> Ranked(IEnumerable<StoredPoint> points, int depth) =>
        [.. points.OrderByDescending(point => point.Score).ThenBy(point => point.Id).Take(depth)];

    /// <summary>The best of both legs; ranked legs go in.</summary>
    public static List<FusedRow<Guid>> Fuse(List<StoredPoint> nearest, List<StoredPoint> lexical, int limit)
    {
        return ReciprocalRankFusion.Fuse(nearest.ConvertAll(Row), lexical.ConvertAll(Row), K, limit, Comparer<Guid>.Default);

        static RankedRow<Guid> Row(StoredPoint point) => new(point.Id, point.Score);
    }
}
