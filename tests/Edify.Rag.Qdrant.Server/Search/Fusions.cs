using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Search;

/// <summary>Makes one list of several. Which of two equal scores comes first is left open, and here has nothing to do with ids.</summary>
internal static class Fusions
{
    /// <summary>Reciprocal ranks: the sum of 1 / ((rank + 1) / weight + k - 1), with ranks from 0.</summary>
    public static IEnumerable<Hit> ByRank(IReadOnlyList<List<Hit>> lists, int k, float[]? weights)
    {
        if (weights is not null && weights.Length != lists.Count)
        {
            throw QdrantError.WrongInput($"Validation failed: Number of weights in RRF should match number of pre-fetches: got {weights.Length}, expected {lists.Count}");
        }

        return Summed(lists.SelectMany((list, i) => list.Select((hit, rank) => hit with { Score = Score(rank, k, weights?[i] ?? 1) })));
    }

    /// <summary>The sum of scores that are set to between 0 and 1 by three standard deviations around each list's mean.</summary>
    public static IEnumerable<Hit> ByDistribution(IReadOnlyList<List<Hit>> lists) => Summed(lists.SelectMany(Normalised));

    private static float Score(int rank, int k, float weight) => weight <= 0 ? 0 : 1 / (((rank + 1) / weight) + k - 1);

    private static IEnumerable<Hit> Normalised(List<Hit> list)
    {
        if (list.Count < 2) return list.Select(h => h with { Score = 0.5f });
        var (mean, squares) = (0f, 0f);
        for (var i = 0; i < list.Count; i++)
        {
            var difference = list[i].Score - mean;
            mean += difference / (i + 1);
            squares += difference * (list[i].Score - mean);
        }

        var deviation = MathF.Sqrt(squares / (list.Count - 1));
        var (least, most) = (mean - (3 * deviation), mean + (3 * deviation));
        return list.Select(h => h with { Score = least == most ? 0.5f : (h.Score - least) / (most - least) });
    }

    private static IEnumerable<Hit> Summed(IEnumerable<Hit> hits)
    {
        var sums = new Dictionary<PointId, Hit>();
        foreach (var hit in hits) sums[hit.Point.Id] = sums.TryGetValue(hit.Point.Id, out var sum) ? sum with { Score = sum.Score + hit.Score } : hit;
        return sums.Values.OrderByDescending(h => h.Score).ThenBy(h => h.Point.Id.Scrambled);
    }
}
