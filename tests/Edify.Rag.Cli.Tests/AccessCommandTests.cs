using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class AccessCommandTests : IDisposable
{
    private const string Late = "SOP/fees/late.md";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_folder_is_closed_shown_outlives_the_next_ingest_and_is_opened_again()
    {
        await _place.PutSchool().IngestAsync();

        var set = await _place.RunAsync("access", "set", "SOP/", "--deny", "role:Admin", "--allow", "class:7b", "--json");
        Assert.Equal(0, set.ExitCode);
        Assert.Equal(1, set.Json.GetProperty("documents").GetInt32());
        Assert.Equal("role:admin", set.Json.GetProperty("rule").GetProperty("deny")[0].GetString());
        _place.Put(Late, "# Late fee\n\nA late fee of 60 rupees is charged.");
        await _place.IngestAsync();

        var shown = (await _place.RunAsync("access", "show", Late, "--json")).Json.GetProperty("rules");
        Assert.Equal(("SOP/", "class:7b"), (shown[0].GetProperty("target").GetString(), shown[0].GetProperty("allow")[0].GetString()));
        Assert.Equal("SOP/\tclass:7b\trole:admin", (await _place.RunAsync("access", "show")).Output.Trim());
        Assert.Equal("0 documents have another access now.", (await _place.RunAsync("access", "reapply")).Output.Trim());

        Assert.Equal("1 documents have another access now.", (await _place.RunAsync("access", "clear", "SOP/")).Output.Trim());
        Assert.Empty((await _place.RunAsync("access", "show")).Output.Trim());
    }

    [Fact]
    public async Task What_can_not_be_done_is_told_in_a_sentence()
    {
        await _place.PutSchool().IngestAsync();
        Assert.Contains("no rule for 'SOP/'", (await FailedAsync("clear", "SOP/")).Error, StringComparison.Ordinal);
        Assert.Contains("'teachers' is no principal", (await FailedAsync("set", Late, "--allow", "teachers")).Error, StringComparison.Ordinal);
        Assert.Contains("can't be denied", (await FailedAsync("set", Late, "--deny", "permission:chat:create")).Error, StringComparison.Ordinal);
        Assert.Contains("exclude each other", (await FailedAsync("set", Late, "--closed", "--allow", "user:anna")).Error, StringComparison.Ordinal);
        Assert.Contains("'../x'", (await FailedAsync("set", "../x")).Error, StringComparison.Ordinal);
    }

    private async Task<ToolRun> FailedAsync(params string[] arguments)
    {
        var run = await _place.RunAsync("access", arguments);
        Assert.Equal(1, run.ExitCode);
        return run;
    }
}
