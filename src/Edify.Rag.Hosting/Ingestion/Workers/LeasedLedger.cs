using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>The ledger as a worker's documents are settled in it: each by itself, under its lease, together with the end of its job.</summary>
/// <remarks>A document whose lease is gone is refused and left alone; it does not keep the others of its group from being settled.</remarks>
internal sealed class LeasedLedger(IFencedIngestionLedger inner, ServiceCalls calls, HeldJobs held, WorkerIdentity identity) : IIngestionLedger
{
    private const int CommittedAtOnce = 4;

    public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.FindAsync(key, token), cancellationToken);

    public async ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = CommittedAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(entries, parallel, (entry, token) => CommitAsync(entry.Key, [entry], [], token)).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default)
    {
        foreach (var key in keys) await CommitAsync(key, [], [key], cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<LedgerEntry> ListAsync(string tenant, string? source = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(tenant, source, cancellationToken);

    private async ValueTask CommitAsync(LedgerKey key, LedgerEntry[] entries, LedgerKey[] removals, CancellationToken cancellationToken)
    {
        if (held.Find(key, identity.Documents) is not { IsLost: false } job) return;
        try
        {
            await calls.RunAsync(token => inner.CommitAsync(job.Lease, entries, removals, token), cancellationToken).ConfigureAwait(false);
            job.SetCommitted();
        }
        catch (LeaseLostException)
        {
            job.Lose();
        }
    }
}
