namespace Edify.Rag;

/// <summary>What rankings are worth.</summary>
/// <param name="Metrics">What was measured.</param>
/// <param name="Queries">The values of each question, in the order of <paramref name="Metrics"/>.</param>
public sealed record RankingEvaluation(IReadOnlyList<RankingMetric> Metrics, IReadOnlyDictionary<string, IReadOnlyList<double>> Queries)
{
    /// <summary>The mean over all questions, for each metric.</summary>
    public IReadOnlyDictionary<string, double> Means { get; } = Metrics.Index().ToDictionary(
        metric => metric.Item.ToString(), metric => Queries.Count == 0 ? 0 : Queries.Values.Average(values => values[metric.Index]), StringComparer.Ordinal);

    /// <summary>Measures a run.</summary>
    /// <param name="run">What was found.</param>
    /// <param name="judgments">What was worth finding. Questions that were not judged are left out.</param>
    /// <param name="metrics">What to measure; <see langword="null"/> for <see cref="RankingMetric.Usual"/>.</param>
    /// <param name="countMissing">Whether judged questions that the run does not have count as those for which nothing was found, as trec_eval -c does; elsewhere they are left out.</param>
    public static RankingEvaluation Of(RetrievalRun run, RelevanceJudgments judgments, IReadOnlyList<RankingMetric>? metrics = null, bool countMissing = true)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(judgments);
        metrics ??= RankingMetric.Usual;
        var has = run.Queries.ToHashSet(StringComparer.Ordinal);
        return new(metrics, judgments.Queries.Where(query => countMissing || has.Contains(query)).ToDictionary(
            query => query,
            query =>
            {
                string[] ranking = [.. run.Of(query).Select(document => document.Id)];
                return (IReadOnlyList<double>)[.. metrics.Select(metric => metric.Of(ranking, judgments.Of(query)))];
            },
            StringComparer.Ordinal));
    }
}
