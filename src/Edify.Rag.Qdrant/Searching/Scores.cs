using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>What the server's scores are in the contract's terms.</summary>
internal static class Scores
{
    /// <summary>How many of equal score are looked for at most, so that their order is by id.</summary>
    public const int MaxTies = 20_000;

    private const int Growth = 4;

    /// <summary>A cosine; the server's may lie outside [-1, 1] by a rounding.</summary>
    public static float Similarity(float score) => Math.Clamp(score, -1, 1);

    /// <summary>Whether a point of the leg of vectors is near enough.</summary>
    public static bool IsNear(StoredPoint point, VectorQuery query) => query.MinSimilarity is not { } least || Similarity(point.Score) >= least;

    /// <summary>How many to ask for instead, when a ranking was cut within equal scores; <see langword="null"/> when it was not.</summary>
    /// <remarks>The server puts equal scores in an order of its own, so the first of them by id are among the best only if all of them are known.</remarks>
    /// <param name="points">What the server gave.</param>
    /// <param name="wanted">How many are wanted.</param>
    /// <param name="asked">How many it was asked for, more than wanted.</param>
    public static int? Retry(List<StoredPoint> points, int wanted, int asked)
    {
        if (points.Count < asked || asked >= MaxTies) return null;
        var ordered = points.OrderByDescending(point => point.Score).ToList();
        return ordered[wanted - 1].Score > ordered[^1].Score ? null : Math.Min(asked * Growth, MaxTies);
    }
}
