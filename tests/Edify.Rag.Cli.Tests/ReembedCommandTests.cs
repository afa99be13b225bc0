using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class ReembedCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> Smaller = new() { ["EdifyRag__Embeddings__Hashing__Dimensions"] = "256" };

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_collection_is_embedded_anew_rolled_back_and_dropped()
    {
        await _place.PutSchool().IngestAsync();

        var run = await ReembedAsync("--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("documents-1", "documents-2", true), (run.Json.GetProperty("from").GetString(), run.Json.GetProperty("to").GetString(), run.Json.GetProperty("switched").GetBoolean()));
        Assert.Equal((3, 3), (run.Json.GetProperty("written").GetInt32(), run.Json.GetProperty("documentsFollowing").GetInt32()));
        var status = (await RunAsync("status", "--json")).Json;
        Assert.Equal(("documents", 256, 3), (status.GetProperty("collection").GetString(), status.GetProperty("dimension").GetInt32(), status.GetProperty("documents").GetInt32()));
        var ingest = await Tool.RunAsync(Smaller, "ingest", _place.Content, "--state", _place.State, "--json");
        Assert.Equal(3, ingest.Json.GetProperty("unchanged").GetInt32());
        Assert.DoesNotContain("broken", (await RunAsync("doctor", "--source", _place.Content)).Output, StringComparison.Ordinal);
        Assert.Contains("nothing is to do", (await ReembedAsync()).Output, StringComparison.Ordinal);

        var back = await ReembedAsync("--rollback");
        Assert.Contains("'documents' is 'documents-1' now", back.Output, StringComparison.Ordinal);
        Assert.Equal(1024, (await RunAsync("status", "--json")).Json.GetProperty("dimension").GetInt32());
        Assert.Equal("Deleted: documents-2.", (await ReembedAsync("--drop-old")).Output.Trim());
        Assert.Equal("There was nothing to delete.", (await ReembedAsync("--drop-old")).Output.Trim());
    }

    [Fact]
    public async Task One_that_is_killed_goes_on_where_it_was()
    {
        _place.Put("General/long.txt", CopyCommandTests.Prose(600_000));
        await _place.IngestAsync();
        var slow = new Dictionary<string, string>(Smaller) { ["EdifyRag__Ingestion__BatchSize"] = "5" };
        var killed = await Tool.KillAtProgressAsync(slow, "reembed", "--state", _place.State);
        Assert.True(killed);
        Assert.Equal(1024, (await RunAsync("status", "--json")).Json.GetProperty("dimension").GetInt32());

        var run = await ReembedAsync("--json");

        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Json.GetProperty("switched").GetBoolean());
        Assert.Equal("documents-2", run.Json.GetProperty("to").GetString());
        Assert.InRange(run.Json.GetProperty("written").GetInt32(), 1, run.Json.GetProperty("records").GetInt32() - 1);
        Assert.Equal(1, (await Tool.RunAsync(Smaller, "ingest", _place.Content, "--state", _place.State, "--json")).Json.GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task What_can_not_be_done_is_told_in_a_sentence()
    {
        var nothing = await ReembedAsync();
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("Ingest documents first", nothing.Error, StringComparison.Ordinal);

        await _place.PutSchool().IngestAsync();
        Assert.Contains("No collection of 'documents' is kept", (await ReembedAsync("--rollback")).Error, StringComparison.Ordinal);
        Assert.Contains("no plain collection", (await ReembedAsync("--adopt")).Error, StringComparison.Ordinal);
        Assert.Contains("Only one of", (await ReembedAsync("--rollback", "--drop-old")).All, StringComparison.Ordinal);

        await _place.IngestAsync("--tenant", "riverside");
        var forgotten = await ReembedAsync();
        Assert.Contains("name all tenants (--tenants a,b)", forgotten.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ReembedAsync("--tenants", "default,riverside")).ExitCode);
    }

    private Task<ToolRun> ReembedAsync(params string[] more) => RunAsync("reembed", more);

    private Task<ToolRun> RunAsync(string command, params string[] more) => Tool.RunAsync(Smaller, [command, .. more, "--state", _place.State]);
}
