using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Runs a worker for as long as its host.</summary>
internal sealed class IngestionWorkerService(IIngestionWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
