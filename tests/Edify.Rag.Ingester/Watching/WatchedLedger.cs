namespace Edify.Rag.Ingester.Watching;

/// <summary>Takes note of what is written to the ledger.</summary>
internal sealed class WatchedLedger(IIngestionLedger inner, Moments moments) : IIngestionLedger, IDisposable
{
    public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) => inner.FindAsync(key, cancellationToken);

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default) =>
        SettleAsync(() => inner.WriteAsync(entries, cancellationToken));

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default) =>
        SettleAsync(() => inner.RemoveAsync(keys, cancellationToken));

    public IAsyncEnumerable<LedgerEntry> ListAsync(string tenant, string? source = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(tenant, source, cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private async ValueTask SettleAsync(Func<ValueTask> change)
    {
        moments.Begin(Moment.Settling);
        try
        {
            await change();
        }
        finally
        {
            moments.End(Moment.Settling);
        }
    }
}
