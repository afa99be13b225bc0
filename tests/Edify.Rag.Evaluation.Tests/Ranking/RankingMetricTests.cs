namespace Edify.Rag.Evaluation.Tests.Ranking;

public sealed class RankingMetricTests
{
    private static readonly Dictionary<string, int> Judged = new() { ["a"] = 2, ["b"] = 1, ["c"] = 0, ["d"] = 1 };

    [Theory]
    [InlineData("p@2", 0.5)]
    [InlineData("p@10", 0.2)]
    [InlineData("recall@3", 2.0 / 3)]
    [InlineData("recall", 2.0 / 3)]
    [InlineData("hit@1", 0)]
    [InlineData("hit@2", 1)]
    [InlineData("mrr", 0.5)]
    [InlineData("mrr@1", 0)]
    [InlineData("map", (1.0 / 2 + 2.0 / 3) / 3)]
    [InlineData("rprec", 2.0 / 3)]
    [InlineData("ndcg@1", 0)]
    public void Values_are_those_of_the_definitions(string metric, double expected) =>
        Assert.Equal(expected, RankingMetric.Parse(metric).Of(["x", "a", "b", "c"], Judged), 12);

    [Fact]
    public void Ndcg_is_one_for_the_best_order_and_weighs_grades_and_ranks() => Assert.Multiple(
        () => Assert.Equal(1, RankingMetric.Parse("ndcg").Of(["a", "d", "b"], Judged), 12),
        () => Assert.Equal(
            ((1 / Math.Log2(2)) + (2 / Math.Log2(3))) / ((2 / Math.Log2(2)) + (1 / Math.Log2(3))),
            RankingMetric.Parse("ndcg@2").Of(["b", "a"], Judged), 12));

    [Fact]
    public void Nothing_found_and_nothing_relevant_are_nothing() => Assert.All(
        RankingMetric.Usual,
        metric => Assert.Equal((0, 0), (metric.Of([], Judged), metric.Of(["a"], new Dictionary<string, int> { ["a"] = 0 }))));

    [Theory]
    [InlineData("map")]
    [InlineData("ndcg@10")]
    [InlineData("p@5")]
    [InlineData("rprec")]
    public void Names_are_read_as_they_are_written(string name) => Assert.Equal(name, RankingMetric.Parse(name.ToUpperInvariant()).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("p")]
    [InlineData("p@0")]
    [InlineData("p@-1")]
    [InlineData("p@x")]
    [InlineData("rprec@5")]
    [InlineData("bleu")]
    public void What_is_no_metric_is_refused_with_those_that_there_are(string name) =>
        Assert.Contains("ndcg", Assert.Throws<FormatException>(() => RankingMetric.Parse(name)).Message, StringComparison.Ordinal);
}
