using Edify.Rag.WorkerProcess;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Postgres.Tests.Workers;

public sealed class WorkerCompositionTests
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody";

    [Fact]
    public void Shared_work_over_a_store_with_one_writer_is_refused_with_what_to_choose()
    {
        using var services = Services(rag => rag.UsePostgresState(o => o.ConnectionString = Nowhere));
        var error = Assert.Throws<RagConfigurationException>(() => services.GetRequiredService<IIngestionWorker>());
        Assert.Contains("Worker:Mode = Alone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_work_without_a_queue_is_refused_with_what_to_choose()
    {
        using var services = Services(_ => { }, o => o.Mode = IngestionWorkerMode.Shared);
        var error = Assert.Throws<RagConfigurationException>(() => services.GetRequiredService<IIngestionWorker>());
        Assert.Contains("State:Provider = Postgres", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_with_one_writer_serves_a_process_that_is_alone()
    {
        using var services = Services(rag => rag.UsePostgresState(o => o.ConnectionString = Nowhere), o => o.Mode = IngestionWorkerMode.Alone);
        Assert.NotNull(services.GetRequiredService<IIngestionWorker>());
    }

    [Fact]
    public async Task A_server_that_is_down_is_told_by_the_status_and_waited_for()
    {
        await using var services = Services(
            rag => rag
                .UsePostgresState(o => o.ConnectionString = Nowhere)
                .Use<IVectorStore>("table", _ => new TableVectorStore(Nowhere, "none"))
                .ConfigureIngestion(o => o.MaxRetries = 0),
            o => (o.Roles, o.RetryDelay) = (IngestionWorkerRoles.Coordinator, TimeSpan.FromMinutes(1)));
        var worker = services.GetRequiredService<IIngestionWorker>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = worker.RunAsync(stop.Token);
        await WorkerScenario.UntilAsync(() => Task.FromResult(!worker.Status.IsHealthy), stop.Token);

        Assert.Contains("127.0.0.1", worker.Status.Error, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static ServiceProvider Services(Action<IRagBuilder> choose, Action<IngestionWorkerOptions>? configure = null) =>
        new ServiceCollection().AddEdifyRag(choose).AddEdifyRagIngestionWorker(configure).BuildServiceProvider();
}
