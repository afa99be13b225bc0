namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Gives back what a round that was stopped had in its hands: what a try brought is taken out of the store, and its job goes to others, untried.</summary>
internal sealed class JobReturn(WorkerParts worker, HeldJobs held)
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(10);

    public async Task ReturnAsync()
    {
        if (held.IsEmpty) return;
        using var patience = new CancellationTokenSource(LongestGoodbye, worker.Time);
        try
        {
            await Parallel.ForEachAsync(held.All, patience.Token, ReturnAsync).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RagException or OperationCanceledException or IOException)
        {
            // The error that ended the round is the one to raise; these documents have lost a try.
            worker.Logger.JobsLeft(e, held.All.Count);
        }
    }

    private async ValueTask ReturnAsync(HeldJob job, CancellationToken cancellationToken)
    {
        // Only what is certainly its own is touched: a commit that broke off may have happened all the same.
        var isOwn = !job.IsCommitted && !job.IsLost && await worker.Queue.RenewAsync(job.Lease, worker.Options.Lease, cancellationToken).ConfigureAwait(false);
        if (isOwn && job.Document is { Begun.Count: > 0 } document)
        {
            var brought = FieldFilter.Documents(document.Key.Tenant, [document.DocumentId]) & !FieldFilter.AnyOf(RagFields.Version, document.Kept());
            await worker.Parts.Store.DeleteAsync(worker.Parts.Collection, brought, cancellationToken).ConfigureAwait(false);
        }

        if (isOwn) await worker.Queue.ReleaseAsync(job.Lease, cancellationToken).ConfigureAwait(false);
        held.Remove(job);
    }
}
