namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>A worker that shares its work with other processes.</summary>
internal sealed class SharedIngestionWorker(WorkerParts worker) : IIngestionWorker
{
    public IngestionWorkerStatus Status => worker.State.Status;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        worker.Logger.WorkerShares(worker.Identity.Worker, worker.Identity.Source, worker.Identity.Tenant, worker.Options.Roles);
        var duties = new WorkerDuties(worker.Options, worker.Time, worker.State, worker.Logger);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        if (worker.Options.Roles.HasFlag(IngestionWorkerRoles.Coordinator))
            running.Add(Task.Run(() => duties.RunAsync(nameof(ListingDuty), new ListingDuty(worker).RunAsync, stop.Token), CancellationToken.None));
        if (worker.Options.Roles.HasFlag(IngestionWorkerRoles.Worker))
            running.Add(Task.Run(() => duties.RunAsync(nameof(DocumentDuty), new DocumentDuty(worker).RunAsync, stop.Token), CancellationToken.None));
        await StageGroup.RunAsync(stop, running).ConfigureAwait(false);
    }
}
