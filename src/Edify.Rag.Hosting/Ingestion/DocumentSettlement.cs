using System.Threading.Channels;
using Edify.Rag.Hosting.Ingestion.Access;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The end of a document: all of its chunks are written, or it failed.</summary>
/// <remarks>
/// New records are written before old ones are deleted, and only then does the ledger know the new version. A record that
/// outlives a change carries both versions, so that either can be taken back without touching it.
/// </remarks>
internal sealed class DocumentSettlement(
    IngestionParts parts, ProcessingFingerprint fingerprint, ByteBudget budget, AttemptMarks marks, RunTally tally, ILogger logger)
{
    private const int AtOnce = 256;

    private readonly Channel<DocumentJob> _ended = Channel.CreateBounded<DocumentJob>(4 * AtOnce);

    /// <summary>A document's reader or one of its chunks is through; the last of them has it settled.</summary>
    public ValueTask ReleaseAsync(DocumentJob job, CancellationToken cancellationToken) =>
        job.Progress.Release() ? _ended.Writer.WriteAsync(job, cancellationToken) : ValueTask.CompletedTask;

    public void Complete() => _ended.Writer.Complete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var ended = new List<DocumentJob>(AtOnce);
        while (await _ended.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            ended.Clear();
            while (ended.Count < AtOnce && _ended.Reader.TryRead(out var job)) ended.Add(job);
            await SettleAsync(ended, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SettleAsync(List<DocumentJob> ended, CancellationToken cancellationToken)
    {
        // What is lost is another process's: whatever this one did to the store now, it might do to the other's chunks.
        var own = ended.FindAll(j => !j.IsLost);
        await DropOldVersionsAsync(own.FindAll(j => j.Failure is null && (j.Stored.Count > 0 || j.Begun.Count > 1)), cancellationToken).ConfigureAwait(false);
        foreach (var job in own.FindAll(j => j.Failure is not null && (j.Stored.Count > 0 || j.Begun.Count > 0)))
            await TakeBackAsync(job, cancellationToken).ConfigureAwait(false);

        var entries = own.ConvertAll(Entry);
        if (own.Count > 0) await parts.Ledger.WriteAsync(entries, cancellationToken).ConfigureAwait(false);
        marks.Close(ended);
        for (var i = 0; i < own.Count; i++) Tell(own[i], entries[i]);
        foreach (var job in ended)
        {
            budget.Return(job.Reserved);
            job.Progress.SetSettled();
        }
    }

    private void Tell(DocumentJob job, LedgerEntry entry)
    {
        if (job.IsLost) return; // the ledger has refused it
        if (job.Failure is { } failure) logger.DocumentFailed(job.Key.Name, failure.Reason);
        tally.Ended(job, entry);
    }

    private async Task DropOldVersionsAsync(List<DocumentJob> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0) return;
        var old = FieldFilter.Documents(jobs[0].Key.Tenant, jobs.Select(j => j.DocumentId)) & !FieldFilter.AnyOf(RagFields.Version, jobs.Select(j => j.Version));
        await parts.Store.DeleteAsync(parts.Collection, old, cancellationToken).ConfigureAwait(false);
    }

    // What the previous version holds stays; what only the failed one brought goes.
    private async Task TakeBackAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        var kept = FieldFilter.AnyOf(RagFields.Version, job.Kept());
        await parts.Store.DeleteAsync(parts.Collection, FieldFilter.Documents(job.Key.Tenant, [job.DocumentId]) & !kept, cancellationToken).ConfigureAwait(false);
    }

    private LedgerEntry Entry(DocumentJob job)
    {
        var entry = new LedgerEntry(job.Key, job.Blob.ETag, job.Blob.Size) { ProcessedAt = parts.Time.GetUtcNow() };
        return job.Failure is { } failure
            ? Failed(entry, job, failure)
            : entry with { Fingerprint = job.Fingerprint, Reason = string.Join("; ", job.Warnings), Chunks = job.Chunks };
    }

    private LedgerEntry Failed(LedgerEntry entry, DocumentJob job, JobFailure failure)
    {
        var kept = job.Kept();
        var attempts = job.Tries + (failure.CountsAsTry ? 1 : 0);

        // What stays of it has the access of now: see FieldUpdate.
        var access = job.Access.Mark.Length > 0 ? job.Access.Mark : AccessMark.Of(job.Blob);
        return entry with
        {
            Fingerprint = job.IsGivenUp ? AccessMark.Replace(job.Previous!.Fingerprint, access) : fingerprint.OfTrial(job.Fingerprint, access),
            StoredVersion = StoredVersion.Of(job.Previous),
            Status = attempts >= parts.Options.MaxAttempts ? LedgerStatus.Quarantined : LedgerStatus.Failed,
            Reason = failure.Reason,
            Chunks = job.Stored.Values.Count(versions => versions.Any(kept.Contains)),
            Attempts = attempts,
        };
    }
}
