using Edify.Rag.Hosting.Ingestion.Access;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Library.Rules;

namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>Brings the fields of a document up to date whose metadata rules or access changed and nothing else: its blob is not opened, no text embedded.</summary>
/// <remarks>Runs and workers do it so; what they differ in is how they tell the ledger.</remarks>
internal sealed class FieldUpdate(IngestionParts parts, ProcessingFingerprint fingerprint)
{
    /// <summary>Derives the fields anew and writes them to the store.</summary>
    /// <returns>
    /// What to tell the ledger; until it knows, the store holds a version that it does know. <see langword="null"/> when the
    /// store holds other records than the ledger says, or its access file can't be had now: the document is to be read.
    /// </returns>
    public async ValueTask<LedgerEntry?> ApplyAsync(BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (await ReadAccessAsync(blob, cancellationToken).ConfigureAwait(false) is not { } access) return null;
        var updated = entry with
        {
            Fingerprint = fingerprint.WithFieldsOnly(entry.Fingerprint, access.Mark)!,
            Reason = AccessIssue.Replace(entry.Reason, access.Issue),
            ProcessedAt = parts.Time.GetUtcNow(),
        };
        return entry.Chunks == 0 || await UpdateStoreAsync(blob, entry, updated, access, cancellationToken).ConfigureAwait(false) == entry.Chunks ? updated : null;
    }

    /// <summary>
    /// Sets who sees what the store holds of a document that is going to be processed, or to stay in quarantine: should processing
    /// fail, its previous version must not stay open to those whom it was closed to.
    /// </summary>
    /// <returns>What to tell the ledger of one that stays in quarantine; <see langword="null"/> when there was nothing to do.</returns>
    public async ValueTask<LedgerEntry?> ApplyAccessAsync(BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (StoredVersion.Of(entry).Length == 0 || AccessMark.IsCurrent(entry.Fingerprint, blob)) return null;
        if (await ReadAccessAsync(blob, cancellationToken).ConfigureAwait(false) is not { } access) return null;
        var fields = new Dictionary<string, FieldValue>(access.Access.ToFields(), StringComparer.Ordinal);
        await parts.Rules.UpdateFieldsAsync(parts.Store, parts.Collection, entry.Key, Stored(entry), fields, cancellationToken).ConfigureAwait(false);
        return entry with { Fingerprint = AccessMark.Replace(entry.Fingerprint, access.Mark), Reason = AccessIssue.Replace(entry.Reason, access.Issue) };
    }

    private async Task<long> UpdateStoreAsync(BlobItem blob, LedgerEntry before, LedgerEntry after, ReadAccess access, CancellationToken cancellationToken)
    {
        var known = Stored(before);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var name in await DerivedBeforeAsync(before.Key.Tenant, known, cancellationToken).ConfigureAwait(false)) fields[name] = FieldValue.Many();
        foreach (var (name, value) in parts.Metadata.Extract(blob).Where(f => IsDerived(f.Key))) fields[name] = value;
        foreach (var (name, value) in access.Access.ToFields()) fields[name] = value;

        // Both, until the ledger knows the new one: a run that stops in between leaves a version that it knows.
        fields[RagFields.Version] = FieldValue.Many(StoredVersion.Of(before), StoredVersion.Of(after));
        return await parts.Rules.UpdateFieldsAsync(parts.Store, parts.Collection, before.Key, known, fields, cancellationToken).ConfigureAwait(false);
    }

    // Of the version that the rules are applied to: another one has fields of its own.
    private static VectorFilter Stored(LedgerEntry entry) =>
        FieldFilter.Documents(entry.Key.Tenant, [entry.Key.DocumentId]) & FieldFilter.AnyOf(RagFields.Version, [StoredVersion.Of(entry)]);

    // Who reads the whole document waits and tries again, here nobody does.
    private async ValueTask<ReadAccess?> ReadAccessAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        try
        {
            return await AccessReader.ReadAsync(parts, blob, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (e is BlobChangedException || TransientFaults.Classify(e, cancellationToken).IsTransient))
        {
            return null;
        }
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
