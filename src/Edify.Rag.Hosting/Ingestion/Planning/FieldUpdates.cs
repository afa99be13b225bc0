namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>Brings the fields of documents up to date whose metadata rules changed and nothing else: no blob is opened, no text embedded.</summary>
internal sealed class FieldUpdates(IngestionParts parts, ProcessingFingerprint fingerprint, RunTally tally)
{
    private const int WrittenAtOnce = 64;

    private readonly List<LedgerEntry> _updated = [];

    public async ValueTask UpdateAsync(BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var updated = entry with { Fingerprint = fingerprint.WithFieldsOnly(entry.Fingerprint)!, ProcessedAt = parts.Time.GetUtcNow() };
        if (entry.Chunks > 0) await UpdateStoreAsync(blob, entry, updated, cancellationToken).ConfigureAwait(false);
        _updated.Add(updated);
        tally.FieldsUpdated(blob.Name);
        if (_updated.Count == WrittenAtOnce) await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the ledger of those that it does not know yet; a run that stops before does them again.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_updated.Count == 0) return;
        await parts.Ledger.WriteAsync([.. _updated], cancellationToken).ConfigureAwait(false);
        _updated.Clear();
    }

    private async Task UpdateStoreAsync(BlobItem blob, LedgerEntry before, LedgerEntry after, CancellationToken cancellationToken)
    {
        var document = FieldFilter.Documents(before.Key.Tenant, [before.Key.DocumentId]);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var name in await DerivedBeforeAsync(before.Key.Tenant, document, cancellationToken).ConfigureAwait(false)) fields[name] = FieldValue.Many();
        foreach (var (name, value) in parts.Metadata.Extract(blob).Where(f => IsDerived(f.Key))) fields[name] = value;

        // Both, until the ledger knows the new one: a run that stops in between leaves a version that it knows.
        fields[RagFields.Version] = FieldValue.Many(StoredVersion.Of(before), StoredVersion.Of(after));
        await parts.Store.UpdateFieldsAsync(parts.Collection, document, fields, cancellationToken).ConfigureAwait(false);
    }

    // All chunks of a document have the same ones.
    private async Task<IReadOnlyList<string>> DerivedBeforeAsync(string tenant, VectorFilter document, CancellationToken cancellationToken)
    {
        var scan = parts.Store.ScanAsync(parts.Collection, AccessScope.ForSystem(tenant, "ingestion"), new() { Filter = document }, cancellationToken);
        await foreach (var record in scan.ConfigureAwait(false)) return [.. record.Fields.Keys.Where(IsDerived)];
        return [];
    }

    private static bool IsDerived(string field) =>
        !RagFields.Reserved.Contains(field) && !field.StartsWith(RagFields.PropertyPrefix, StringComparison.Ordinal);
}
