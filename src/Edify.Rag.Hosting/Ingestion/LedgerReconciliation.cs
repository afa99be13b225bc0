namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Compares what the ledger says of a source with what the vector store holds of it.</summary>
/// <remarks>
/// The two are written one after the other, so a crash between them, or a store that was restored from a copy, leaves them
/// apart. Counting tells whether they are; only then are the documents looked at one by one.
/// </remarks>
internal sealed class LedgerReconciliation(IngestionParts parts, string tenant, string source)
{
    /// <summary>The ledger's entries by name, those in doubt marked as failed so that the run processes or removes them.</summary>
    public async Task<Dictionary<string, LedgerEntry>> KnownAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        await foreach (var entry in parts.Ledger.ListAsync(tenant, source, cancellationToken).ConfigureAwait(false))
            known[entry.Key.Name] = entry;

        if (await CountAsync(cancellationToken).ConfigureAwait(false) != known.Values.Sum(e => (long)e.Chunks))
            await DoubtAsync(known, cancellationToken).ConfigureAwait(false);
        return known;
    }

    private async Task DoubtAsync(Dictionary<string, LedgerEntry> known, CancellationToken cancellationToken)
    {
        var stored = await StoredAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in known.Values.Where(e => e.Chunks != stored.GetValueOrDefault(e.Key.Name)).ToList())
        {
            var status = entry.Status == LedgerStatus.Started ? LedgerStatus.Started : LedgerStatus.Failed;
            known[entry.Key.Name] = entry with { Status = status, StoredVersion = StoredVersion.Of(entry) };
        }

        foreach (var (name, chunks) in stored.Where(s => !known.ContainsKey(s.Key)))
            known[name] = new(new(tenant, source, name), string.Empty, 0) { Status = LedgerStatus.Failed, Chunks = chunks };
    }

    private async Task<Dictionary<string, int>> StoredAsync(CancellationToken cancellationToken)
    {
        var stored = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var record in parts.Store.ScanAsync(parts.Collection, Scope, new() { Filter = OfSource }, cancellationToken).ConfigureAwait(false))
        {
            if (record.Fields.TryGetValue(RagFields.Name, out var name)) stored[name.AsText()] = stored.GetValueOrDefault(name.AsText()) + 1;
        }

        return stored;
    }

    private Task<long> CountAsync(CancellationToken cancellationToken) =>
        parts.Store.CountAsync(parts.Collection, Scope, OfSource, cancellationToken);

    private AccessScope Scope => AccessScope.ForSystem(tenant, "ingestion");

    private VectorFilter OfSource => VectorFilter.Equal(RagFields.Source, source);
}
