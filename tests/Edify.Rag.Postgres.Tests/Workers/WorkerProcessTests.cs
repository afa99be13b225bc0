using System.Diagnostics;
using Edify.Rag.WorkerProcess;

namespace Edify.Rag.Postgres.Tests.Workers;

/// <summary>Real processes that share one folder and one server.</summary>
[Trait("Needs", "postgres")]
public sealed class WorkerProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(200, 3, 5)]
    public Task Of_files_whose_workers_are_killed_each_is_committed_once(int files, int workers, int kills) => KilledAsync(files, workers, kills);

    [Theory]
    [Trait("Lane", "slow")]
    [InlineData(2_000, 4, 30)]
    public Task Of_many_files_whose_workers_are_killed_each_is_committed_once(int files, int workers, int kills) => KilledAsync(files, workers, kills);

    [Fact(Timeout = 180_000)]
    public async Task A_worker_that_wakes_up_after_its_lease_commits_nothing_that_others_did()
    {
        await using var scenario = await SchoolAsync(120);
        var sleeper = scenario.Start();
        await WorkerScenario.UntilAsync(async () => await scenario.CommitsAsync() >= 10, _end);
        Signal("STOP", sleeper);

        scenario.Start();
        await scenario.QuietAsync(120, _end);
        Signal("CONT", sleeper);
        await Task.Delay(SharedSchool.Lease, _end);

        await AssertLikeUndisturbedAsync(scenario, 120);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_gives_its_jobs_back_untried_and_leaves_nothing_half_written()
    {
        await using var scenario = await SchoolAsync(150);
        var worker = scenario.Start();
        await WorkerScenario.UntilAsync(async () => await scenario.CommitsAsync() >= 20, _end);
        Signal("TERM", worker);
        await worker.WaitForExitAsync(_end);

        Assert.Equal("stopped", (await worker.StandardOutput.ReadToEndAsync(_end)).Trim());
        Assert.Equal(0L, await scenario.RunAsync("SELECT count(*) FROM {schema}.jobs WHERE kind LIKE 'ingest %' AND (state = 'running' OR (state = 'waiting' AND attempt > 0))"));
        Assert.Equal(await scenario.CommittedAsync(), await scenario.RunAsync("SELECT count(DISTINCT document) FROM {schema}.vector_records"));

        scenario.Start();
        await scenario.QuietAsync(150, _end);
        await AssertLikeUndisturbedAsync(scenario, 150);
    }

    [Fact]
    public async Task A_file_that_takes_down_its_workers_is_quarantined_alone()
    {
        await using var scenario = await SchoolAsync(30);
        await File.WriteAllTextAsync(Path.Combine(scenario.School.Folder, SharedSchool.Poison), "poison", _end);
        scenario.Start();
        await WorkerScenario.UntilAsync(
            async () =>
            {
                if (scenario.Running[0].HasExited)
                {
                    scenario.Kill(scenario.Running[0]);
                    scenario.Start();
                }

                return await scenario.CommittedAsync() == 30 && await scenario.RunAsync("SELECT reason FROM {schema}.ledger WHERE status = 'Quarantined'") is not null;
            },
            _end);

        Assert.Equal(SharedSchool.Poison, await scenario.RunAsync("SELECT string_agg(name, ',') FROM {schema}.ledger WHERE status <> 'Ingested'"));
        Assert.Contains("did not come back", (string)(await scenario.RunAsync("SELECT reason FROM {schema}.ledger WHERE status = 'Quarantined'"))!, StringComparison.Ordinal);
        Assert.Equal(30, await scenario.CommitsAsync());
    }

    [Fact]
    public async Task What_changes_and_goes_is_changed_and_removed()
    {
        await using var scenario = await SchoolAsync(12);
        scenario.Start();
        scenario.Start();
        await scenario.QuietAsync(12, _end);

        await File.WriteAllTextAsync(Path.Combine(scenario.School.Folder, "notice-0003.txt"), "Now it says something else.", _end);
        File.Delete(Path.Combine(scenario.School.Folder, "notice-0007.txt"));
        await WorkerScenario.UntilAsync(async () => await scenario.CommitsAsync() == 13 && await scenario.RunAsync("SELECT count(*) FROM {schema}.ledger") is 11L && await scenario.OpenAsync() == 0, _end);

        Assert.Empty((await scenario.OutcomeAsync(_directory["state"], _end)).Differences);
    }

    private async Task KilledAsync(int files, int workers, int kills)
    {
        // Files that are under way when workers are killed are not to blame.
        await using var scenario = await SchoolAsync(files, maxAttempts: 10);
        Assert.Equal(kills, await scenario.RunToEndAsync(files, workers, kills, seed: 1, _end));
        await AssertLikeUndisturbedAsync(scenario, files);
    }

    private async Task<WorkerScenario> SchoolAsync(int files, int maxAttempts = 3)
    {
        var school = new SharedSchool(_directory["content"], $"test_{Guid.NewGuid():n}", TestServers.Postgres) { MaxAttempts = maxAttempts };
        school.WriteFiles(files);
        return await WorkerScenario.CreateAsync(school);
    }

    private async Task AssertLikeUndisturbedAsync(WorkerScenario scenario, int files)
    {
        var outcome = await scenario.OutcomeAsync(_directory["state"], _end);
        Assert.Equal((files, files, files), (outcome.Committed, outcome.Commits, outcome.Ingested));
        Assert.Empty(outcome.Differences);
    }

    private static void Signal(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
