using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Tests.Collections;

/// <summary>A ledger in memory that any number of pipelines write.</summary>
internal sealed class SharedLedger : IIngestionLedger
{
    private readonly ConcurrentDictionary<LedgerKey, LedgerEntry> _entries = new();

    public ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) => new(_entries.GetValueOrDefault(key));

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default)
    {
        foreach (var entry in entries) _entries[entry.Key] = entry;
        return default;
    }

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default)
    {
        foreach (var key in keys) _entries.TryRemove(key, out _);
        return default;
    }

    public async IAsyncEnumerable<LedgerEntry> ListAsync(
        string tenant, string? source = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach (var entry in _entries.Values.Where(e => e.Key.Tenant == tenant && (source is null || e.Key.Source == source)).OrderBy(e => e.Key.Source, StringComparer.Ordinal).ThenBy(e => e.Key.Name, StringComparer.Ordinal))
            yield return entry;
    }
}
