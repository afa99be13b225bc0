using System.Globalization;

namespace Edify.Rag.Evaluation.Tests.Ranking;

/// <summary>The figures of NIST's trec_eval over its own test files, to its four places.</summary>
public sealed class TrecEvalTests
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["map"] = "map", ["recip_rank"] = "mrr", ["Rprec"] = "rprec", ["ndcg"] = "ndcg", ["P_"] = "p@", ["recall_"] = "recall@", ["ndcg_cut_"] = "ndcg@", ["map_cut_"] = "map@", ["success_"] = "hit@",
    };

    [Theory]
    [InlineData("results.test", "qrels.test", "out.test.a", false)]
    [InlineData("results.test", "qrels.test", "out.test.aq", false)]
    [InlineData("results.trunc", "qrels.test", "out.test.aqc", true)]
    public async Task Figures_are_those_of_trec_eval(string results, string judged, string expected, bool countMissing)
    {
        var folder = Path.Combine(ConformanceData.Folder("trec_eval"), "test");
        using var qrels = File.OpenText(Path.Combine(folder, judged));
        using var ranked = File.OpenText(Path.Combine(folder, results));
        var (judgments, run) = (await RelevanceJudgments.ReadAsync(qrels), await RetrievalRun.ReadAsync(ranked));
        var compared = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, expected)).Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        {
            if (line.Length != 3 || MetricOf(line[0]) is not { } metric) continue;
            var evaluation = RankingEvaluation.Of(run, judgments, [metric], countMissing);
            var value = line[1] == "all" ? evaluation.Means[metric.ToString()] : evaluation.Queries[line[1]][0];
            Assert.True(Math.Abs(double.Parse(line[2], CultureInfo.InvariantCulture) - value) <= 0.00005 + 1e-9, $"{line[0]} of {line[1]}: {value}, trec_eval says {line[2]}");
            compared++;
        }

        Assert.True(compared > 30, $"{compared} figures compared.");
    }

    private static RankingMetric? MetricOf(string name)
    {
        if (Names.TryGetValue(name, out var whole)) return RankingMetric.Parse(whole);
        var end = name.LastIndexOf('_') + 1;
        return end > 0 && Names.TryGetValue(name[..end], out var cut) && int.TryParse(name.AsSpan(end), out _) ? RankingMetric.Parse(cut + name[end..]) : null;
    }
}
