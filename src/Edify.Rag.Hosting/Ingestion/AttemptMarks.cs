using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Marks documents in the ledger before they are read, so that one that ends the process is known to the next run.</summary>
/// <remarks>
/// A mark counts as a try. The document's end replaces it; a run that ends in good order, cancelled or stopped by an outage,
/// takes back those that are open. Marks are written in groups, the next one while readers work on the last.
/// </remarks>
internal sealed class AttemptMarks(IngestionParts parts, IIngestionLedger ledger, ProcessingFingerprint fingerprint, ILogger logger)
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly HashSet<DocumentJob> _open = [];
    private TaskCompletionSource? _closed;

    public async ValueTask OpenAsync(IReadOnlyList<DocumentJob> jobs, CancellationToken cancellationToken)
    {
        lock (_lock) _open.UnionWith(jobs);
        var marked = jobs.Where(j => !j.IsGivenUp).Select(Mark).ToList();
        if (marked.Count > 0) await parts.Ledger.WriteAsync(marked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The ledger has their end instead.</summary>
    public void Close(IReadOnlyList<DocumentJob> jobs)
    {
        lock (_lock)
        {
            _open.ExceptWith(jobs);
            if (_open.Count > 0) return;
            _closed?.TrySetResult();
            _closed = null;
        }
    }

    /// <summary>Waits until nothing is being processed.</summary>
    public Task AllClosedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_open.Count == 0) return Task.CompletedTask;
            _closed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _closed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes back what is open: the run ends, and no document is to blame.</summary>
    public async Task WithdrawAsync()
    {
        List<DocumentJob> open;
        lock (_lock) open = [.. _open];
        if (open.Count == 0) return;
        using var patience = new CancellationTokenSource(LongestGoodbye, parts.Time);
        try
        {
            // Entries without a version of the blob are not the ledger's own; see LedgerReconciliation.
            var known = open.Select(j => j.Previous).OfType<LedgerEntry>().Where(e => e.ETag.Length > 0).ToList();
            var unknown = open.Where(j => j.Previous is not { ETag.Length: > 0 }).Select(j => j.Key).ToList();
            if (known.Count > 0) await ledger.WriteAsync(known, patience.Token).ConfigureAwait(false);
            if (unknown.Count > 0) await ledger.RemoveAsync(unknown, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RagException or OperationCanceledException or IOException)
        {
            // The error that ended the run is the one to raise; these documents have lost a try.
            logger.MarksLeft(e, open.Count);
        }
    }

    private LedgerEntry Mark(DocumentJob job) => (job.Previous ?? new(job.Key, job.Blob.ETag, job.Blob.Size)) with
    {
        ETag = job.Blob.ETag,
        Size = job.Blob.Size,
        Fingerprint = fingerprint.UnknownReader,
        StoredVersion = StoredVersion.Of(job.Previous),
        Status = LedgerStatus.Started,
        Reason = string.Empty,
        Attempts = job.Tries + 1,
        ProcessedAt = parts.Time.GetUtcNow(),
    };
}
