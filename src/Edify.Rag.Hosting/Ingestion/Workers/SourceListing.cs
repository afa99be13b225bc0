namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Lists the source once, decides as a single run does, and enqueues what is to be done.</summary>
internal sealed class SourceListing(WorkerParts worker, IngestionParts parts, BlobTriage triage)
{
    private const int EnqueuedAtOnce = 500;

    private readonly List<JobRequest> _group = new(EnqueuedAtOnce);
    private readonly WorkerIdentity _identity = worker.Identity;
    private int _enqueued;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // The first page comes first of all: a source that can't be listed must not be taken for an empty one.
        var listing = parts.Source.ListAsync(_identity.Prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = listing.ConfigureAwait(false);
        var hasBlobs = await listing.MoveNextAsync().ConfigureAwait(false);

        var open = await worker.Queue.CountAsync(_identity.Tenant, _identity.Documents, cancellationToken).ConfigureAwait(false);
        var known = await KnownAsync(isQuiet: open.Open == 0, cancellationToken).ConfigureAwait(false);
        var dead = await DeadAsync(cancellationToken).ConfigureAwait(false);
        var listed = 0;
        while (hasBlobs)
        {
            var blob = listing.Current;
            var action = triage.Take(blob, known, out var _).Action;
            if (action != BlobAction.Ignore)
            {
                listed++;
                dead.Remove(blob.Name, out var died);
                await OrderAsync(blob, action, died, cancellationToken).ConfigureAwait(false);
            }

            hasBlobs = await listing.MoveNextAsync().ConfigureAwait(false);
        }

        foreach (var name in known.Keys) await EnqueueAsync(name, DocumentOrder.Gone, cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        worker.Logger.SourceListed(_identity.Source, listed, _enqueued - known.Count, known.Count, dead.Count);
    }

    private ValueTask OrderAsync(BlobItem blob, BlobAction action, DeadJob? died, CancellationToken cancellationToken)
    {
        if (action is BlobAction.Skip or BlobAction.LeaveQuarantined) return ValueTask.CompletedTask;

        // The version that took down its workers goes into quarantine; another one is tried.
        var isDead = died is not null && DocumentOrder.Decode(died.Job.Payload)?.Blob is { } tried && tried.ETag == blob.ETag && tried.Size == blob.Size;
        return EnqueueAsync(blob.Name, new(blob, isDead ? $"{BlobTriage.Crashed} {died!.Reason}" : null), cancellationToken);
    }

    // Only while nobody works can store and ledger be compared: then what is in doubt is written down, for workers to see.
    private async Task<Dictionary<string, LedgerEntry>> KnownAsync(bool isQuiet, CancellationToken cancellationToken)
    {
        var ledger = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        await foreach (var entry in parts.Ledger.ListAsync(_identity.Tenant, _identity.Source, cancellationToken).ConfigureAwait(false)) ledger[entry.Key.Name] = entry;
        if (isQuiet)
        {
            var compared = await new LedgerReconciliation(parts, _identity.Tenant, _identity.Source).KnownAsync(cancellationToken).ConfigureAwait(false);
            var doubted = compared.Values.Where(e => ledger.GetValueOrDefault(e.Key.Name) != e).ToList();
            if (doubted.Count > 0) await parts.Ledger.WriteAsync(doubted, cancellationToken).ConfigureAwait(false);
            ledger = compared;
        }

        foreach (var name in ledger.Keys.Where(n => !n.StartsWith(_identity.Prefix, StringComparison.Ordinal)).ToList()) ledger.Remove(name);
        return ledger;
    }

    private async Task<Dictionary<string, DeadJob>> DeadAsync(CancellationToken cancellationToken)
    {
        var dead = new Dictionary<string, DeadJob>(StringComparer.Ordinal);
        await foreach (var job in worker.Queue.ListDeadAsync(_identity.Tenant, _identity.Documents, cancellationToken).ConfigureAwait(false)) dead[job.Job.Key] = job;
        return dead;
    }

    private async ValueTask EnqueueAsync(string name, DocumentOrder order, CancellationToken cancellationToken)
    {
        _group.Add(order.ToJob(_identity, name, parts.Options.MaxAttempts));
        _enqueued++;
        if (_group.Count == EnqueuedAtOnce) await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_group.Count == 0) return;
        await worker.Queue.EnqueueAsync(_group, cancellationToken).ConfigureAwait(false);
        _group.Clear();
    }
}
