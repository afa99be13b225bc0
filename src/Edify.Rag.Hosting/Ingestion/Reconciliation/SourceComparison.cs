namespace Edify.Rag.Hosting.Ingestion.Reconciliation;

/// <summary>Compares ledger, source and store over all documents of a source; writes nothing.</summary>
/// <remarks>Memory holds the ledger's entries and two numbers a document; blobs and chunks pass by.</remarks>
internal sealed class SourceComparison(IngestionParts parts, IngestionRequest request, string source)
{
    /// <summary>Documents compared so far.</summary>
    public int Documents { get; private set; }

    public async Task<List<FoundDifference>> CompareAsync(CancellationToken cancellationToken)
    {
        // The source first: where it can't be listed, nothing is gone.
        var listing = parts.Source.ListAsync(request.Prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = listing.ConfigureAwait(false);
        var hasMore = await listing.MoveNextAsync().ConfigureAwait(false);

        var known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        var stored = await StoredAsync(known, cancellationToken).ConfigureAwait(false);
        var found = new List<FoundDifference>();
        for (; hasMore; hasMore = await listing.MoveNextAsync().ConfigureAwait(false))
        {
            var blob = listing.Current;
            if (!parts.Options.IncludeHidden && HiddenNames.IsHidden(blob.Name)) continue;
            known.Remove(blob.Name, out var entry);
            stored.Remove(blob.Name, out var chunks);
            Add(blob.Name, blob, entry, chunks);
        }

        foreach (var (name, entry) in known)
        {
            stored.Remove(name, out var chunks);
            Add(name, null, entry, chunks);
        }

        foreach (var (name, chunks) in stored) Add(name, null, null, chunks);
        return [.. found.OrderBy(f => f.Difference.Kind).ThenBy(f => f.Key.Name, StringComparer.Ordinal)];

        void Add(string name, BlobItem? blob, LedgerEntry? entry, StoredChunks chunks)
        {
            Documents++;
            found.AddRange(DocumentComparison.Of(new(request.Tenant, source, name), blob, entry, chunks));
        }
    }

    private async Task<Dictionary<string, LedgerEntry>> KnownAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        await foreach (var entry in parts.Ledger.ListAsync(request.Tenant, source, cancellationToken).ConfigureAwait(false))
            if (IsMeant(entry.Key.Name)) known[entry.Key.Name] = entry;
        return known;
    }

    private async Task<Dictionary<string, StoredChunks>> StoredAsync(IReadOnlyDictionary<string, LedgerEntry> known, CancellationToken cancellationToken)
    {
        if (await parts.Store.GetCollectionAsync(parts.Collection, cancellationToken).ConfigureAwait(false) is null) return [];
        var stored = await new StoredDocuments(parts, request.Tenant, source).ByNameAsync(known, cancellationToken).ConfigureAwait(false);
        foreach (var name in stored.Keys.Where(n => !IsMeant(n)).ToList()) stored.Remove(name);
        return stored;
    }

    private bool IsMeant(string name) => name.StartsWith(request.Prefix, StringComparison.Ordinal);
}
