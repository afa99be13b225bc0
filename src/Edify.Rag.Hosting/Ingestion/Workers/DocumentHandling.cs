using Edify.Rag.Hosting.Ingestion.Access;
using Edify.Rag.Hosting.Ingestion.Planning;
using Edify.Rag.Hosting.Ingestion.Resilience;
using QueueFailure = Edify.Rag.JobFailure;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Finds out what is left to do for a job, and does what needs no reading.</summary>
internal sealed class DocumentHandling(
    IngestionParts parts, IJobQueue queue, ServiceCalls calls, BlobTriage triage, ProcessingFingerprint fingerprint, WorkerIdentity identity, RunTally tally)
{
    private readonly FieldUpdate _fields = new(parts, fingerprint);

    /// <summary>The document to process; <see langword="null"/> when the job is at its end.</summary>
    public async ValueTask<DocumentJob?> BeginAsync(HeldJob job, CancellationToken cancellationToken)
    {
        if (job.IsLost) return null;
        if (DocumentOrder.Decode(job.Lease.Job.Payload) is not { } order)
        {
            var unreadable = new QueueFailure("This program can't read the job's payload; update all workers to one version.") { IsFinal = true };
            await calls.RunAsync(token => queue.FailAsync(job.Lease, unreadable, token), cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (order.Blob is null)
        {
            await RemoveAsync(job, cancellationToken).ConfigureAwait(false);
            return null;
        }

        // What was enqueued while it ran is handed out once more; then there is nothing left to do.
        var entry = await parts.Ledger.FindAsync(identity.Key(order.Blob.Name), cancellationToken).ConfigureAwait(false);
        var verdict = triage.Decide(order.Blob, entry);
        if (verdict.Action is BlobAction.Skip or BlobAction.LeaveQuarantined)
        {
            await calls.RunAsync(token => queue.CompleteAsync(job.Lease, token), cancellationToken).ConfigureAwait(false);
            return null;
        }

        tally.Listed();
        if (verdict.Action == BlobAction.UpdateAccess)
        {
            await UpdateQuarantinedAsync(job, order.Blob, entry!, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (verdict.Action == BlobAction.UpdateFields && order.GivenUp is null && await UpdateFieldsAsync(job, order.Blob, entry!, cancellationToken).ConfigureAwait(false))
            return null;

        if (entry is not null && !job.IsLost) await _fields.ApplyAccessAsync(order.Blob, entry, cancellationToken).ConfigureAwait(false);
        tally.Planned(order.Blob);
        return job.Document = Make(job, order, order.Blob, entry, verdict);
    }

    private DocumentJob Make(HeldJob job, DocumentOrder order, BlobItem blob, LedgerEntry? entry, BlobVerdict verdict)
    {
        var key = identity.Key(blob.Name);
        var whyNot = order.GivenUp ?? (verdict.Action == BlobAction.Quarantine ? verdict.Why : null);
        if (whyNot is null) return new(key, blob, entry ?? Trace(job, key), verdict.Tries) { Hold = job };

        // Recorded as tried to the end with what there is now: it is tried again when something of that changes.
        var previous = (entry ?? new(key, blob.ETag, blob.Size)) with
        {
            Fingerprint = fingerprint.UnknownReader,
            StoredVersion = StoredVersion.Of(entry),
            Status = LedgerStatus.Failed,
        };
        var document = new DocumentJob(key, blob, previous, parts.Options.MaxAttempts) { Hold = job, IsGivenUp = true };
        document.Fail(whyNot, countsAsTry: false);
        return document;
    }

    // A worker that vanished may have left chunks of a document that the ledger does not know: they are looked for.
    private static LedgerEntry? Trace(HeldJob job, LedgerKey key) =>
        job.Lease.Attempt > 1 ? new(key, string.Empty, 0) { Status = LedgerStatus.Failed } : null;

    private async ValueTask<bool> UpdateFieldsAsync(HeldJob job, BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        // Whatever a worker that lost the job did to the store now, it might do to another's chunks.
        if (job.IsLost) return true;
        if (await _fields.ApplyAsync(blob, entry, cancellationToken).ConfigureAwait(false) is not { } updated) return false;
        await parts.Ledger.WriteAsync([updated], cancellationToken).ConfigureAwait(false);
        if (job.IsLost) return true;
        tally.FieldsUpdated(blob.Name);
        if (AccessIssue.Find(updated.Reason) is { } issue) tally.Warned(blob.Name, issue);
        return true;
    }

    private async ValueTask UpdateQuarantinedAsync(HeldJob job, BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (job.IsLost) return;

        // Told in any case: the ledger ends the job with it.
        var updated = await _fields.ApplyAccessAsync(blob, entry, cancellationToken).ConfigureAwait(false) ?? entry;
        await parts.Ledger.WriteAsync([updated], cancellationToken).ConfigureAwait(false);
        if (!job.IsLost) tally.LeftAlone(blob.Name, entry.Reason, entry.Attempts);
    }

    private async ValueTask RemoveAsync(HeldJob job, CancellationToken cancellationToken)
    {
        var key = identity.Key(job.Lease.Job.Key);
        await parts.Store.DeleteAsync(parts.Collection, FieldFilter.Documents(key.Tenant, [key.DocumentId]), cancellationToken).ConfigureAwait(false);
        await parts.Ledger.RemoveAsync([key], cancellationToken).ConfigureAwait(false);
        if (!job.IsLost) tally.Removed(key.Name);
    }
}
