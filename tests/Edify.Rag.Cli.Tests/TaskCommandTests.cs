using System.Text.Json;
using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class TaskCommandTests : IAsyncLifetime
{
    private const string Question = "What do the procedures say about fees?";

    private readonly Workplace _place = new();

    public async ValueTask InitializeAsync() => Assert.Equal(0, (await _place.PutSchool().IngestAsync()).ExitCode);

    public async ValueTask DisposeAsync()
    {
        // Processes in the background end when nothing is left; until then they use the directory.
        await Tool.RunAsync("tasks", "run", "--until-idle", "--state", _place.State);
        for (var i = 0; i < 100; i++)
        {
            try
            {
                _place.Dispose();
                return;
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    [Fact]
    public async Task A_research_in_the_background_is_followed_to_its_report()
    {
        var submitted = await _place.RunAsync("research", Question, "--background", "--user", "head", "--role", "admin", "--json");
        Assert.Equal(0, submitted.ExitCode);
        Assert.Equal("queued", submitted.Json.GetProperty("state").GetString());
        var id = submitted.Json.GetProperty("id").GetString()!;

        var followed = await _place.RunAsync("tasks", "follow", id, "--user", "head", "--json");
        Assert.Equal(0, followed.ExitCode);
        var lines = followed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("done", lines[^1].GetProperty("state").GetString());
        Assert.Contains("50 rupees", lines[^1].GetProperty("result").GetProperty("text").GetString(), StringComparison.Ordinal);

        var shown = await _place.RunAsync("tasks", "show", id, "--user", "head");
        Assert.Contains("50 rupees", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"done: {Question}", shown.Error, StringComparison.Ordinal);
        var listed = await _place.RunAsync("tasks", "list", "--user", "head", "--json");
        Assert.Equal(id, listed.Json.GetProperty("tasks")[0].GetProperty("id").GetString());
        Assert.Equal(2, (await _place.RunAsync("tasks", "cancel", id, "--user", "head")).ExitCode);
    }

    [Fact]
    public async Task Somebody_elses_task_is_not_there()
    {
        var id = (await SubmitAsync("head", "admin")).Json.GetProperty("id").GetString()!;
        foreach (var command in (string[])["show", "follow", "cancel"])
        {
            var run = await _place.RunAsync("tasks", command, id, "--user", "ben");
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("no task of this identifier", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await _place.RunAsync("tasks", "list", "--user", "ben", "--json")).Json.GetProperty("tasks").GetArrayLength());
    }

    [Fact]
    public async Task A_task_that_waits_is_called_off_and_nobody_runs_it()
    {
        var id = (await SubmitAsync("head", "admin")).Json.GetProperty("id").GetString()!;
        Assert.Equal(0, (await _place.RunAsync("tasks", "cancel", id, "--user", "head")).ExitCode);
        Assert.Equal(0, (await _place.RunAsync("tasks", "run", "--until-idle")).ExitCode);
        var shown = await _place.RunAsync("tasks", "show", id, "--user", "head", "--json");
        Assert.Equal(2, shown.ExitCode);
        Assert.Equal("cancelled", shown.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Who_may_see_nothing_hands_nothing_in()
    {
        var run = await _place.RunAsync("research", Question, "--background", "--user", "head");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("may see no document", run.Error, StringComparison.Ordinal);
    }

    // Settings that leave running to others keep the task waiting.
    private Task<ToolRun> SubmitAsync(string user, string role) => Tool.RunAsync(
        new Dictionary<string, string> { ["EdifyRag__Tasks__Run"] = "false" },
        "research", Question, "--background", "--user", user, "--role", role, "--json", "--state", _place.State);
}
