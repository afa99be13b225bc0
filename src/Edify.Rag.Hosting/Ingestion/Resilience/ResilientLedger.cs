namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>A ledger whose calls are repeated: writing an entry twice is writing it once.</summary>
internal sealed class ResilientLedger(IIngestionLedger inner, ServiceCalls calls) : IIngestionLedger
{
    public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.FindAsync(key, token), cancellationToken);

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.WriteAsync(entries, token), cancellationToken);

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.RemoveAsync(keys, token), cancellationToken);

    public ValueTask CompactAsync(CancellationToken cancellationToken = default) => inner.CompactAsync(cancellationToken);

    /// <summary>Whole before the first entry is handed out, so that it can be begun again; a run keeps them all anyway.</summary>
    public async IAsyncEnumerable<LedgerEntry> ListAsync(
        string tenant, string? source = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var entries = await calls.RunAsync(token => inner.ListAsync(tenant, source, token).ToListAsync(token), cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries) yield return entry;
    }
}
