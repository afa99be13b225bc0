using Edify.Rag.WorkerProcess;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Postgres.Tests.Workers;

/// <summary>Workers over documents whose metadata rules have changed, and nothing else.</summary>
[Trait("Needs", "postgres")]
public sealed class WorkerFieldUpdateTests : IDisposable
{
    private const int Files = 12;

    // What a worker of SharedSchool holds at most.
    private const long Held = 8;

    private static readonly IngestionRequest Request = new(SharedSchool.Tenant) { Source = SharedSchool.Source };

    private readonly TemporaryDirectory _directory = new();
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Fields_are_set_without_reading_and_a_single_run_finds_nothing_left_to_do()
    {
        await using var scenario = await IngestedAsync();
        ForwardOnlySource? source = null;
        await using var services = scenario.School.Services(rag => Rules(rag).Decorate<IBlobSource>("counted", (inner, _) => source = new(inner)));
        await using (new RunningWorker(services)) await UpdatedAsync(scenario);

        Assert.Empty(source!.Requests);
        await AssertUpdatedAsync(scenario);
        Assert.Equal(Files, (await services.GetRequiredService<IIngestionPipeline>().RunAsync(Request, null, _end)).Unchanged);
        Assert.Empty((await services.GetRequiredService<IIngestionPipeline>().ReconcileAsync(Request, mend: false, _end)).Differences);
    }

    [Fact]
    public async Task Fields_that_a_worker_set_behind_its_lease_are_committed_by_the_one_that_has_it()
    {
        await using var scenario = await IngestedAsync();
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slow = scenario.School.Services(rag => Rules(rag).Use<IVectorStore>(
            "slow", _ => new TableVectorStore(scenario.School.ConnectionString, scenario.School.Schema) { BeforeFields = goesOn.Task.WaitAsync }));
        await using var sleeper = new RunningWorker(slow);
        await WorkerScenario.UntilAsync(async () => await scenario.RunAsync("SELECT count(*) FROM {schema}.jobs WHERE kind LIKE 'ingest %' AND state = 'running'") is Held, _end);
        var last = await scenario.RunAsync("SELECT max(token) FROM {schema}.jobs WHERE kind LIKE 'ingest %'");

        await using var other = scenario.School.Services(rag => Rules(rag));
        await using var quick = new RunningWorker(other);
        await WorkerScenario.UntilAsync(
            async () =>
            {
                // Renewed or not, what the sleeper holds may be taken.
                await scenario.RunAsync($"UPDATE {{schema}}.jobs SET visible_at = now() - interval '1 minute' WHERE kind LIKE 'ingest %' AND state = 'running' AND token <= {last}");
                return await scenario.CommitsAsync() >= 2 * Files;
            },
            _end);
        goesOn.SetResult();
        await WorkerScenario.UntilAsync(() => Task.FromResult(sleeper.Status.LastReport is not null), _end);

        Assert.Equal(0, sleeper.Status.LastReport!.FieldsUpdated);
        await AssertUpdatedAsync(scenario);
    }

    private static IRagBuilder Rules(IRagBuilder rag) => rag.UsePathTemplates(o =>
        o.Templates.Add(new PathTemplateRule { Pattern = "**", Fields = { [RagFields.Category] = "notices" } }));

    private async Task<WorkerScenario> IngestedAsync()
    {
        var school = new SharedSchool(_directory["content"], $"test_{Guid.NewGuid():n}", TestServers.Postgres);
        school.WriteFiles(Files);
        var scenario = await WorkerScenario.CreateAsync(school);
        await using var services = school.Services();
        Assert.Equal(Files, (await services.GetRequiredService<IIngestionPipeline>().RunAsync(Request, null, _end)).Ingested);
        return scenario;
    }

    private Task UpdatedAsync(WorkerScenario scenario) =>
        WorkerScenario.UntilAsync(async () => await scenario.CommitsAsync() >= 2 * Files && await scenario.OpenAsync() == 0, _end);

    // Each was committed once by the run and once with its new fields.
    private async Task AssertUpdatedAsync(WorkerScenario scenario)
    {
        Assert.Equal(2 * Files, await scenario.CommitsAsync());
        Assert.Equal(1L, await scenario.RunAsync("SELECT count(DISTINCT fingerprint) FROM {schema}.ledger WHERE status = 'Ingested'"));
        var records = await scenario.Store.ScanAsync("documents", SharedSchool.Everything, null, _end).ToListAsync(_end);
        Assert.Equal(Files, records.Select(r => r.Fields[RagFields.Document].AsText()).Distinct().Count());
        Assert.All(records, r => Assert.Equal("notices", r.Fields[RagFields.Category].AsText()));
    }

    /// <summary>A worker of this process, until it is disposed.</summary>
    private sealed class RunningWorker : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        private readonly IIngestionWorker _worker;
        private readonly Task _running;

        public RunningWorker(IServiceProvider services)
        {
            _worker = services.GetRequiredService<IIngestionWorker>();
            _running = _worker.RunAsync(_stop.Token);
        }

        public IngestionWorkerStatus Status => _worker.Status;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
            _stop.Dispose();
        }
    }
}
