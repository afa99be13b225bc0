using Edify.Rag.Hosting.Ingestion.Reconciliation;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Compares what the ledger says of a source with what the vector store holds of it.</summary>
/// <remarks>
/// The two are written one after the other, so a crash between them, or a store that was restored from a copy, leaves them
/// apart. Counting tells whether they are; only then are the documents looked at one by one.
/// </remarks>
internal sealed class LedgerReconciliation(IngestionParts parts, string tenant, string source, bool hasCollection = true)
{
    private readonly StoredDocuments _stored = new(parts, tenant, source);

    /// <summary>The ledger's entries by name, those in doubt marked as failed so that the run processes or removes them.</summary>
    public async Task<Dictionary<string, LedgerEntry>> KnownAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        await foreach (var entry in parts.Ledger.ListAsync(tenant, source, cancellationToken).ConfigureAwait(false))
            known[entry.Key.Name] = entry;

        var held = hasCollection ? await _stored.CountAsync(cancellationToken).ConfigureAwait(false) : 0;
        if (held != known.Values.Sum(e => (long)e.Chunks))
            await DoubtAsync(known, cancellationToken).ConfigureAwait(false);
        return known;
    }

    private async Task DoubtAsync(Dictionary<string, LedgerEntry> known, CancellationToken cancellationToken)
    {
        var stored = hasCollection ? await _stored.ByNameAsync(known, cancellationToken).ConfigureAwait(false) : [];
        foreach (var entry in known.Values.Where(e => e.Chunks != stored.GetValueOrDefault(e.Key.Name).All).ToList())
        {
            var status = entry.Status == LedgerStatus.Started ? LedgerStatus.Started : LedgerStatus.Failed;
            known[entry.Key.Name] = entry with { Status = status, StoredVersion = StoredVersion.Of(entry) };
        }

        foreach (var (name, chunks) in stored.Where(s => !known.ContainsKey(s.Key)))
            known[name] = new(new(tenant, source, name), string.Empty, 0) { Status = LedgerStatus.Failed, Chunks = chunks.All };
    }
}
