using System.Globalization;
using System.Text.Json;
using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class EvalCommandTests(IngestedSchool school) : IClassFixture<IngestedSchool>
{
    private const string Golden = """
        {"question": "How much is the late fee?", "roles": ["admin"], "documents": ["SOP/fees/late.md"], "says": ["50 rupees"]}
        {"question": "How much is the late fee?", "roles": ["student"], "grades": ["Grade 5"], "outcome": "notFound", "hidden": ["SOP/fees/late.md"]}
        """;

    private Workplace Place => school.Place;

    [Fact]
    public async Task A_golden_set_is_measured_as_each_asker()
    {
        var run = await Place.RunAsync("eval", Write("golden.jsonl", Golden), "--json");
        Assert.Equal(0, run.ExitCode);
        var scores = run.Json.GetProperty("scores");
        Assert.All(["outcome", "access", "correctness", "citation recall", "mrr", "hit@1"], name => Assert.Equal(1, scores.GetProperty(name).GetDouble()));
        Assert.Equal(["answered", "notFound"], run.Json.GetProperty("questions").EnumerateArray().Select(q => q.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_lower_mean_than_before_is_told_by_the_exit_code()
    {
        var (good, bad) = (Write("good.jsonl", Golden), Write("bad.jsonl", Golden.Replace("50 rupees", "60 rupees", StringComparison.Ordinal)));
        Assert.Equal(0, (await Place.RunAsync("eval", good, "--save", Place["before.json"])).ExitCode);
        Assert.Equal(0, (await Place.RunAsync("eval", good, "--baseline", Place["before.json"])).ExitCode);
        var worse = await Place.RunAsync("eval", bad, "--baseline", Place["before.json"]);
        Assert.Equal(2, worse.ExitCode);
        Assert.Contains("correctness is 0.0000, and was 1.0000", worse.Error, StringComparison.Ordinal);
        Assert.Contains("not right: 1: How much is the late fee?", worse.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mean_below_its_goal_is_told_by_the_exit_code()
    {
        var golden = Write("goals.jsonl", Golden);
        Assert.Equal(0, (await Place.RunAsync("eval", golden, "--min", "correctness=1")).ExitCode);
        var missed = await Place.RunAsync("eval", golden, "--min", "elegance=0.5");
        Assert.Equal(2, missed.ExitCode);
        Assert.Contains("elegance was not measured", missed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"question": "a?", "role": "admin"}""", "Line 1")]
    [InlineData("", "--min", "much")]
    public async Task What_can_not_be_read_is_one_clear_sentence(string golden, params string[] more)
    {
        var run = await Place.RunAsync("eval", [Write("bad-input.jsonl", golden), .. more.Length > 1 ? more : []]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(more[^1], run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extracts_can_not_grade()
    {
        var run = await Place.RunAsync("eval", Write("graded.jsonl", Golden), "--model-graded");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no language model", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cacm", "lexical", 0.31)]
    [InlineData("cranfield", "lexical", 0.279)]
    [InlineData("cranfield", "hybrid", 0.28)]
    public async Task Retrieval_is_measured_on_judged_collections(string name, string mode, double leastMap)
    {
        var folder = Path.Combine(ConformanceData.Folder(JudgedCollection.Data), name);
        var collection = name == "cacm" ? Cacm.Load(folder) : Cranfield.Load(folder);
        var corpus = Write($"{name}.jsonl", collection.Texts.Select((text, i) => JsonSerializer.Serialize(new { _id = $"d{i}", text })));
        var queries = Write($"{name}.tsv", collection.Questions.Select((q, i) => $"q{i}\t{q.Text.ReplaceLineEndings(" ").Replace('\t', ' ')}"));
        var qrels = Write($"{name}.qrels", collection.Questions.SelectMany((q, i) => q.Gains.Select(g => string.Create(CultureInfo.InvariantCulture, $"q{i} 0 d{g.Key} {(int)g.Value}"))));
        var found = Place[$"{name}-{mode}.run"];
        var run = await Tool.RunAsync(["eval", "retrieval", "--corpus", corpus, "--queries", queries, "--qrels", qrels, "--mode", mode, "--run", found, "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal((collection.Texts.Count(text => text.Trim().Length > 0), collection.Questions.Count), (run.Json.GetProperty("documents").GetInt32(), run.Json.GetProperty("judged").GetInt32()));
        Assert.InRange(run.Json.GetProperty("scores").GetProperty("map").GetDouble(), leastMap, 1);
        Assert.Matches(@"^q0 Q0 d\d+ 1 \S+ edify-rag$", File.ReadLines(found).First());
    }

    [Fact]
    public async Task A_judged_collection_that_can_not_be_read_is_named_with_its_line()
    {
        var (corpus, queries, qrels) = (Write("c.jsonl", "{}"), Write("q.tsv", "1\tlate fee"), Write("q.txt", "1 0 d1 1"));
        var run = await Tool.RunAsync(["eval", "retrieval", "--corpus", corpus, "--queries", queries, "--qrels", qrels]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("c.jsonl: Line 1", run.Error, StringComparison.Ordinal);
    }

    private string Write(string name, IEnumerable<string> lines) => Write(name, string.Join('\n', lines));

    private string Write(string name, string text)
    {
        File.WriteAllText(Place[name], text);
        return Place[name];
    }
}
