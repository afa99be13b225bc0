using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class ReconcileCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Differences_are_shown_mended_and_gone()
    {
        await _place.PutSchool().IngestAsync();
        Assert.Contains("agree", (await ReconcileAsync()).Output, StringComparison.Ordinal);

        File.Delete(Path.Combine(_place.Content, "General/bell.html"));
        _place.Put("General/new.txt", "The gate closes at nine.");
        var dry = await ReconcileAsync("--dry-run");
        Assert.Equal(2, dry.ExitCode);
        Assert.Contains("never ingested\tGeneral/new.txt", dry.Output, StringComparison.Ordinal);
        Assert.Contains("blob gone\tGeneral/bell.html", dry.Output, StringComparison.Ordinal);

        var mended = await ReconcileAsync("--json");
        Assert.Equal(0, mended.ExitCode);
        Assert.True(mended.Json.GetProperty("mended").GetBoolean());
        Assert.Equal(["neverIngested", "blobGone"], mended.Json.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("kind").GetString()));
        Assert.Equal(1, mended.Json.GetProperty("processed").GetInt32());
        Assert.Equal(0, (await ReconcileAsync("--json")).Json.GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        await _place.PutSchool().IngestAsync();
        _place.Put("General/damaged.pdf", "%PDF-1.7 cut");
        var run = await ReconcileAsync("--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("General/damaged.pdf", run.Json.GetProperty("failed")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_missing_folder_removes_nothing()
    {
        await _place.PutSchool().IngestAsync();
        Directory.Move(_place.Content, _place["elsewhere"]);
        Assert.Equal(1, (await ReconcileAsync()).ExitCode);
        Assert.Equal(3, (await _place.RunAsync("status", "--json")).Json.GetProperty("documents").GetInt32());
    }

    private Task<ToolRun> ReconcileAsync(params string[] more) => Tool.RunAsync(["reconcile", _place.Content, "--state", _place.State, .. more]);
}
