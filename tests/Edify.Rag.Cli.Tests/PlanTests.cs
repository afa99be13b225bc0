using System.Text.Json;
using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class PlanTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_plan_leaves_no_state_and_says_what_would_be_read()
    {
        var run = await _place.PutSchool().IngestAsync("--plan");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ingest\tnew\t3\t", run.Output, StringComparison.Ordinal);
        Assert.Contains("General/bell.html", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was done.", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.State));
    }

    [Fact]
    public async Task As_json_it_is_a_line_a_document_and_the_totals()
    {
        await _place.PutSchool().IngestAsync();
        File.Delete(Path.Combine(_place.Content, "General/bell.html"));
        _place.Put("SOP/fees/late.md", "# Late fee\n\nNone any more.");
        var run = await _place.IngestAsync("--plan", "--json");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(
            ["skip unchanged", "reprocess changed", "remove gone"],
            lines.SkipLast(1).Select(l => $"{l.GetProperty("action").GetString()} {l.GetProperty("reason").GetString()}"));
        Assert.Equal(3, lines[^1].GetProperty("documents").GetInt32());
        Assert.Equal(new FileInfo(Path.Combine(_place.Content, "SOP/fees/late.md")).Length, lines[^1].GetProperty("bytesToRead").GetInt64());
        Assert.Equal(3, (await _place.RunAsync("status", "--json")).Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Other_settings_are_told_by_what_they_change()
    {
        await _place.PutSchool().IngestAsync();
        var smaller = new Dictionary<string, string> { ["EdifyRag__Chunking__Recursive__Size"] = "500" };
        var run = await Tool.RunAsync(smaller, "ingest", _place.Content, "--state", _place.State, "--plan");
        Assert.Contains("reprocess\tchunker changed\t3\t", run.Output, StringComparison.Ordinal);
        Assert.Contains(" → ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_embedder_is_taken_on_demand()
    {
        await _place.PutSchool().IngestAsync();
        var other = new Dictionary<string, string> { ["EdifyRag__Embeddings__Hashing__Dimensions"] = "256" };
        var refused = await Tool.RunAsync(other, "ingest", _place.Content, "--state", _place.State);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--recreate", refused.Error, StringComparison.Ordinal);

        var run = await Tool.RunAsync(other, "ingest", _place.Content, "--state", _place.State, "--recreate", "--json");
        Assert.Equal((0, 3), (run.ExitCode, run.Json.GetProperty("ingested").GetInt32()));
        Assert.Equal(256, (await Tool.RunAsync(other, "status", "--state", _place.State, "--json")).Json.GetProperty("dimension").GetInt32());
    }
}
