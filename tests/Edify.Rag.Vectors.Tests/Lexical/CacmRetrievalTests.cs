using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Tests.Lexical;

public class CacmRetrievalTests(ITestOutputHelper output)
{
    [Fact]
    public void Ranking_is_as_good_as_the_best_known_engines_report()
    {
        var collection = Cacm.Load(ConformanceData.Folder("retrieval/cacm"));
        var segment = LexicalCorpus.Open(LexicalCorpus.Written(collection.Texts));

        var rankings = collection.Questions
            .Select(question => (Question: question, Rows: Bm25Search.Search([new(segment)], LexicalQuery.Parse(LexicalCorpus.Analyzer, question.Text), limit: 1000).Select(hit => hit.Row).ToArray()))
            .ToList();

        Assert.Equal((3204, 52), (collection.Texts.Count, rankings.Count));
        var map = rankings.Average(r => r.Question.AveragePrecision(r.Rows));
        var p30 = rankings.Average(r => r.Rows.Take(30).Count(r.Question.Gains.ContainsKey) / 30.0);
        output.WriteLine($"MAP {map:F4}, P@30 {p30:F4}");
        Assert.True(map >= 0.318, $"MAP {map:F4}");
        Assert.True(p30 >= 0.196, $"P@30 {p30:F4}");
    }
}
