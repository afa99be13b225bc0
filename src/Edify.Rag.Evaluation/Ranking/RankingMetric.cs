using System.Globalization;

namespace Edify.Rag;

/// <summary>What can be measured of a ranking.</summary>
public enum RankingMeasure
{
    /// <summary>Share of the first k that is relevant; ranks that nothing was found for count as not relevant.</summary>
    Precision,

    /// <summary>Share of what is relevant that is among the first k, or found at all.</summary>
    Recall,

    /// <summary>1 where something relevant is among the first k, or found at all; 0 elsewhere.</summary>
    HitRate,

    /// <summary>1 by the rank of the first relevant document; its mean over questions is MRR.</summary>
    ReciprocalRank,

    /// <summary>Mean of the precisions at the ranks of relevant documents, those not found counting 0; its mean over questions is MAP.</summary>
    AveragePrecision,

    /// <summary>Normalized discounted cumulative gain, the gain being the grade.</summary>
    Ndcg,

    /// <summary>Precision at as many documents as there are relevant ones.</summary>
    RPrecision,
}

/// <summary>A measure of rankings, at a depth or over all that was found: "ndcg@10", "map".</summary>
/// <remarks>
/// Definitions and results are those of NIST's trec_eval. nDCG as in Järvelin and Kekäläinen, "Cumulated Gain-based Evaluation of IR
/// Techniques", ACM TOIS 20(4), 2002, with a discount of log2(rank + 1).
/// </remarks>
/// <param name="Measure">What is measured.</param>
/// <param name="Depth">Over how many of the first documents; <see langword="null"/> for all.</param>
public readonly record struct RankingMetric(RankingMeasure Measure, int? Depth = null)
{
    private static readonly Dictionary<string, RankingMeasure> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["p"] = RankingMeasure.Precision,
        ["recall"] = RankingMeasure.Recall,
        ["hit"] = RankingMeasure.HitRate,
        ["mrr"] = RankingMeasure.ReciprocalRank,
        ["map"] = RankingMeasure.AveragePrecision,
        ["ndcg"] = RankingMeasure.Ndcg,
        ["rprec"] = RankingMeasure.RPrecision,
    };

    /// <summary>What is usually reported: map, mrr, ndcg@10, p@10, p@30, recall@10, recall@100, recall@1000, hit@10.</summary>
    public static IReadOnlyList<RankingMetric> Usual { get; } =
    [
        new(RankingMeasure.AveragePrecision), new(RankingMeasure.ReciprocalRank), new(RankingMeasure.Ndcg, 10), new(RankingMeasure.Precision, 10), new(RankingMeasure.Precision, 30),
        new(RankingMeasure.Recall, 10), new(RankingMeasure.Recall, 100), new(RankingMeasure.Recall, 1000), new(RankingMeasure.HitRate, 10),
    ];

    /// <summary>Reads "map", "mrr@10", "p@5", "recall@100", "hit@1", "ndcg@10" or "rprec".</summary>
    /// <param name="text">The name, in capitals or not.</param>
    /// <exception cref="FormatException">There is no such metric.</exception>
    public static RankingMetric Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var depth = 0;
        if (!Names.TryGetValue(at < 0 ? text : text[..at], out var measure)
            || (at >= 0 && (!int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out depth) || depth < 1 || measure == RankingMeasure.RPrecision))
            || (at < 0 && measure == RankingMeasure.Precision))
        {
            throw new FormatException($"'{text}' is no metric; there are {string.Join(", ", Names.Keys)}, with a depth such as @10 where it makes sense (p needs one, rprec has none).");
        }

        return new(measure, at < 0 ? null : depth);
    }

    /// <summary>The name that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var measure = Measure;
        var name = Names.First(n => n.Value == measure).Key;
        return Depth is { } depth ? string.Create(CultureInfo.InvariantCulture, $"{name}@{depth}") : name;
    }

    /// <summary>Measures one ranking.</summary>
    /// <param name="ranking">The identifiers of what was found, best first.</param>
    /// <param name="grades">The judged documents with their grades.</param>
    /// <returns>From 0 to 1; 0 where nothing is relevant.</returns>
    public double Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> grades)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(grades);
        var relevant = grades.Values.Count(grade => grade > 0);
        if (relevant == 0) return 0;
        var depth = Measure == RankingMeasure.RPrecision ? relevant : Depth ?? ranking.Count;
        var found = ranking.Take(depth).Select(document => Math.Max(0, grades.GetValueOrDefault(document))).ToList();
        var hits = found.Count(grade => grade > 0);
        return Measure switch
        {
            RankingMeasure.Precision or RankingMeasure.RPrecision => depth == 0 ? 0 : (double)hits / depth,
            RankingMeasure.Recall => (double)hits / relevant,
            RankingMeasure.HitRate => Math.Sign(hits),
            RankingMeasure.ReciprocalRank => hits == 0 ? 0 : 1.0 / (found.FindIndex(grade => grade > 0) + 1),
            RankingMeasure.AveragePrecision => PrecisionSum(found) / relevant,
            RankingMeasure.Ndcg => Gain(found) / Gain(grades.Values.Where(grade => grade > 0).OrderDescending().Take(Depth ?? int.MaxValue)),
            _ => throw new InvalidOperationException($"{Measure} is no measure."),
        };
    }

    private static double PrecisionSum(List<int> found)
    {
        var (sum, hits) = (0.0, 0);
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] > 0) sum += ++hits / (i + 1.0);
        }

        return sum;
    }

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, i) => grade / Math.Log2(i + 2)).Sum();
}
