using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class IngestCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_run_reports_what_it_did_as_json()
    {
        var first = await _place.PutSchool().IngestAsync("--json");
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(
            ["listed", "ingested", "unchanged", "fieldsUpdated", "removed", "failed", "quarantined", "warnings", "chunks", "embedded", "reused", "bytes", "elapsedMs", "peakWorkingSetBytes"],
            first.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((3, 3), (first.Json.GetProperty("listed").GetInt32(), first.Json.GetProperty("ingested").GetInt32()));
        Assert.True(first.Json.GetProperty("peakWorkingSetBytes").GetInt64() > 1_000_000);

        File.Delete(Path.Combine(_place.Content, "General/bell.html"));
        var second = await _place.IngestAsync("--json");
        Assert.Equal((2, 0, 2, 1), (Number(second, "listed"), Number(second, "ingested"), Number(second, "unchanged"), Number(second, "removed")));
    }

    [Fact]
    public async Task Into_a_pipe_go_plain_lines()
    {
        var run = await _place.PutSchool().IngestAsync();
        Assert.StartsWith("3 listed: 3 ingested", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.All);
    }

    [Fact]
    public async Task Files_that_fail_are_named_with_their_reason_and_the_rest_is_ingested()
    {
        _place.PutSchool().Put("General/damaged.pdf", "%PDF-1.7 cut").Put("General/unknown.xyz", [0, 1, 2, 0, 255, 0, 0, 3]);
        var run = await _place.IngestAsync("--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(3, Number(run, "ingested"));
        var failed = run.Json.GetProperty("failed").EnumerateArray().ToList();
        Assert.Equal(["General/damaged.pdf", "General/unknown.xyz"], failed.Select(f => f.GetProperty("name").GetString()));
        Assert.All(failed, f => Assert.NotEmpty(f.GetProperty("reason").GetString()!));
    }

    [Fact]
    public async Task Odd_files_are_read_or_named_but_never_break_a_run()
    {
        _place
            .Put("General/empty.txt", "")
            .Put("General/empty.pdf", "")
            .Put("General/invalid.txt", [0x46, 0x65, 0x65, 0xFF, 0xFE, 0x20, 0xC3, 0x28, 0x21])
            .Put("General/really-html.txt", "<html><body><p>The gate closes at nine.</p></body></html>")
            .Put("General/really-text.pdf", "This is text that calls itself a PDF.")
            .Put("General/truncated.docx", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0]);
        var run = await _place.IngestAsync("--json");
        Assert.Contains(run.ExitCode, new[] { 0, 2 });
        Assert.Equal(6, Number(run, "ingested") + run.Json.GetProperty("failed").GetArrayLength());
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_is_one_sentence_and_leaves_no_state()
    {
        var run = await Tool.RunAsync("ingest", _place["nowhere"], "--state", _place.State);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nowhere", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.State));
    }

    [Fact]
    public async Task An_error_is_json_too_when_json_is_asked_for()
    {
        var run = await Tool.RunAsync("ingest", _place["nowhere"], "--state", _place.State, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nowhere", run.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_leaves_the_rest_alone()
    {
        await _place.PutSchool().IngestAsync();
        File.Delete(Path.Combine(_place.Content, "General/bell.html"));
        var run = await _place.IngestAsync("--prefix", "SOP/", "--json");
        Assert.Equal((1, 1, 0), (Number(run, "listed"), Number(run, "unchanged"), Number(run, "removed")));
    }

    [Fact]
    public async Task A_state_of_another_embedder_is_refused_and_kept()
    {
        await _place.PutSchool().IngestAsync();
        var other = new Dictionary<string, string> { ["EdifyRag__Embeddings__Hashing__Dimensions"] = "256" };
        var run = await Tool.RunAsync(other, "ingest", _place.Content, "--state", _place.State);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1024", run.Error, StringComparison.Ordinal);
        Assert.Contains("256", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await _place.IngestAsync("--json")).Json.GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task A_damaged_state_file_is_named()
    {
        await _place.PutSchool().IngestAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(_place.State, "vectors"), "collection.json", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(file, "{ damaged");
        var run = await _place.RunAsync("status");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("collection.json", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_again_and_again_is_quarantined_until_it_is_asked_for()
    {
        _place.PutSchool().Put("General/damaged.pdf", "%PDF-1.7 cut");
        for (var run = 0; run < 2; run++) Assert.Equal(0, (await _place.IngestAsync("--json")).Json.GetProperty("quarantined").GetArrayLength());
        var last = await _place.IngestAsync("--json");
        Assert.Equal((2, 1, 1), (last.ExitCode, last.Json.GetProperty("failed").GetArrayLength(), last.Json.GetProperty("quarantined").GetArrayLength()));

        var later = await _place.IngestAsync("--json");
        Assert.Equal((0, 0, 1), (later.ExitCode, later.Json.GetProperty("failed").GetArrayLength(), later.Json.GetProperty("quarantined").GetArrayLength()));
        var status = (await _place.RunAsync("status", "--json")).Json;
        Assert.Equal((3, 0), (status.GetProperty("documents").GetInt32(), status.GetProperty("failed").GetInt32()));
        var quarantined = Assert.Single(status.GetProperty("quarantined").EnumerateArray());
        Assert.Equal("General/damaged.pdf", quarantined.GetProperty("name").GetString());
        Assert.NotEmpty(quarantined.GetProperty("reason").GetString()!);
        Assert.Contains("General/damaged.pdf", (await _place.RunAsync("doctor")).Output, StringComparison.Ordinal);

        var again = await _place.IngestAsync("--retry-quarantined", "--json");
        Assert.Equal((2, 1), (again.ExitCode, again.Json.GetProperty("failed").GetArrayLength()));
    }

    [Fact]
    public async Task What_happens_is_told_on_standard_error_while_it_does()
    {
        _place.PutSchool().Put("General/damaged.pdf", "%PDF-1.7 cut");
        var lines = (await _place.IngestAsync()).Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(lines, line => line.StartsWith("failed: General/damaged.pdf: ", StringComparison.Ordinal));

        var json = (await _place.IngestAsync("--json")).Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // A slow run tells how far it is between the events.
        var told = Assert.Single(json.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement), e => e.GetProperty("event").GetString() == "failed");
        Assert.Equal(("failed", "General/damaged.pdf", 2), (told.GetProperty("event").GetString(), told.GetProperty("name").GetString(), told.GetProperty("attempts").GetInt32()));
    }

    private static int Number(ToolRun run, string key) => run.Json.GetProperty(key).GetInt32();
}
