using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>A worker that is the only process: plain runs, at start and then on schedule.</summary>
internal sealed class LoneIngestionWorker(
    IIngestionPipeline pipeline, WorkerIdentity identity, IngestionWorkerOptions options, string why, TimeProvider time, ILogger logger) : IIngestionWorker
{
    private readonly WorkerState _state = new();

    public IngestionWorkerStatus Status => _state.Status;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        logger.WorkerAlone(identity.Source, identity.Tenant, why);
        return new WorkerDuties(options, time, _state, logger).RunAsync("run", RepeatAsync, cancellationToken);
    }

    private async Task RepeatAsync(CancellationToken cancellationToken)
    {
        var schedule = new WorkerSchedule(options, time);
        var request = new IngestionRequest(identity.Tenant) { Prefix = identity.Prefix, Source = identity.Source };
        while (true)
        {
            IngestionReport? report = null;
            try
            {
                report = await pipeline.RunAsync(request, _state, cancellationToken).ConfigureAwait(false);
                _state.Healthy("run");
            }
            finally
            {
                _state.Ended(report);
            }

            await Task.Delay(schedule.Next(), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
