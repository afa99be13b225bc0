using Edify.Rag.Hosting.Library.Rules;

namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>Brings the fields of a document up to date whose metadata rules changed and nothing else: no blob is opened, no text embedded.</summary>
/// <remarks>Runs and workers do it so; what they differ in is how they tell the ledger.</remarks>
internal sealed class FieldUpdate(IngestionParts parts, ProcessingFingerprint fingerprint)
{
    /// <summary>Derives the fields anew and writes them to the store.</summary>
    /// <returns>
    /// What to tell the ledger; until it knows, the store holds a version that it does know. <see langword="null"/> when the
    /// store holds other records than the ledger says: the document is to be read.
    /// </returns>
    public async ValueTask<LedgerEntry?> ApplyAsync(BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var updated = entry with { Fingerprint = fingerprint.WithFieldsOnly(entry.Fingerprint)!, ProcessedAt = parts.Time.GetUtcNow() };
        return entry.Chunks == 0 || await UpdateStoreAsync(blob, entry, updated, cancellationToken).ConfigureAwait(false) == entry.Chunks ? updated : null;
    }

    private async Task<long> UpdateStoreAsync(BlobItem blob, LedgerEntry before, LedgerEntry after, CancellationToken cancellationToken)
    {
        // Of the version that the rules are applied to: another one has fields of its own.
        var known = FieldFilter.Documents(before.Key.Tenant, [before.Key.DocumentId]) & FieldFilter.AnyOf(RagFields.Version, [StoredVersion.Of(before)]);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var name in await DerivedBeforeAsync(before.Key.Tenant, known, cancellationToken).ConfigureAwait(false)) fields[name] = FieldValue.Many();
        foreach (var (name, value) in parts.Metadata.Extract(blob).Where(f => IsDerived(f.Key))) fields[name] = value;

        // Both, until the ledger knows the new one: a run that stops in between leaves a version that it knows.
        fields[RagFields.Version] = FieldValue.Many(StoredVersion.Of(before), StoredVersion.Of(after));
        return await parts.Rules.UpdateFieldsAsync(parts.Store, parts.Collection, before.Key, known, fields, cancellationToken).ConfigureAwait(false);
    }

    // All chunks of a document have the same ones.
    private async Task<IReadOnlyList<string>> DerivedBeforeAsync(string tenant, VectorFilter document, CancellationToken cancellationToken)
    {
        var scan = parts.Store.ScanAsync(parts.Collection, AccessScope.ForSystem(tenant, "ingestion"), new() { Filter = document }, cancellationToken);
        await foreach (var record in scan.ConfigureAwait(false)) return [.. record.Fields.Keys.Where(IsDerived)];
        return [];
    }

    private static bool IsDerived(string field) =>
        !RagFields.Reserved.Contains(field) && !field.StartsWith(RagFields.PropertyPrefix, StringComparison.Ordinal) && !RuledFields.IsOurs(field);
}
