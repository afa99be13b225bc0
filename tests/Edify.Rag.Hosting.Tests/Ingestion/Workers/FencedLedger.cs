namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

/// <summary>A ledger that refuses commits where a test says that others have the job.</summary>
internal sealed class FencedLedger(IIngestionLedger inner) : IFencedIngestionLedger
{
    private readonly List<LedgerEntry> _committed = [];

    public bool IsTaken { get; init; }

    public Action? OnFind { get; init; }

    public IReadOnlyList<LedgerEntry> Committed => _committed;

    public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default)
    {
        OnFind?.Invoke();
        return inner.FindAsync(key, cancellationToken);
    }

    public IAsyncEnumerable<LedgerEntry> ListAsync(string tenant, string? source = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(tenant, source, cancellationToken);

    public async ValueTask CommitAsync(
        JobLease lease, IReadOnlyList<LedgerEntry> entries, IReadOnlyList<LedgerKey> removals, CancellationToken cancellationToken = default)
    {
        if (IsTaken) throw new LeaseLostException(lease);
        await inner.WriteAsync(entries, cancellationToken);
        _committed.AddRange(entries);
    }

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, JobLease fence, CancellationToken cancellationToken = default) => throw NotFenced();

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, JobLease fence, CancellationToken cancellationToken = default) => throw NotFenced();

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default) => throw NotFenced();

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default) => throw NotFenced();

    private static NotSupportedException NotFenced() => new("Workers commit documents together with their jobs.");
}
