using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class UsageCommandTests : IDisposable
{
    private static readonly string[] Settings = ["EdifyRag__Quotas__Plans__free__MessagesPerDay", "EdifyRag__Quotas__DefaultPlan"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task What_was_asked_is_counted_limited_and_told()
    {
        var free = new Dictionary<string, string> { [Settings[0]] = "2", [Settings[1]] = "free" };
        _place.PutSchool();
        await Tool.RunAsync(free, "ingest", _place.Content, "--state", _place.State);
        string[] ask = ["ask", "When does the first bell ring?", "--user", "rao", "--role", "teacher", "--state", _place.State, "--json"];
        for (var i = 0; i < 2; i++) Assert.Equal("answered", (await Tool.RunAsync(free, ask)).Json.GetProperty("outcome").GetString());
        var refused = (await Tool.RunAsync(free, ask)).Json;
        Assert.Equal("refused", refused.GetProperty("outcome").GetString());
        Assert.Contains("2 questions of this day", refused.GetProperty("answer").GetString(), StringComparison.Ordinal);

        var byUser = (await _place.RunAsync("usage", "--by", "user", "--json")).Json;
        var line = Assert.Single(byUser.GetProperty("lines").EnumerateArray());
        Assert.Equal(("default", "rao", 2), (line.GetProperty("tenant").GetString(), line.GetProperty("name").GetString(), line.GetProperty("messages").GetInt32()));
        var total = (await _place.RunAsync("usage", "--json")).Json.GetProperty("total");
        Assert.Equal(2, total.GetProperty("messages").GetInt32());
        Assert.True(total.GetProperty("storageBytes").GetInt64() > 0);
        Assert.True(total.GetProperty("embeddings").GetInt64() >= 3);
        var shown = await _place.RunAsync("usage", "--by", "day");
        Assert.Equal(2, shown.Output.Trim().Split('\n').Length);
        Assert.Contains("\t2\t", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was counted", (await _place.RunAsync("usage", "--tenant", "elsewhere")).Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was counted", (await _place.RunAsync("usage", "--to", "2020-01-01", "--by", "user")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_is_not_there_is_told_in_a_sentence()
    {
        var run = await Tool.RunAsync(new Dictionary<string, string> { [Settings[1]] = "gold" }, "usage", "--state", _place.State);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("DefaultPlan names the plan 'gold', and there are none in Plans", run.Error, StringComparison.Ordinal);
    }
}
