namespace Edify.Rag.Hosting.Ingestion.Reconciliation;

/// <summary>A difference, and how it is mended.</summary>
/// <param name="Key">The document.</param>
/// <param name="Difference">What does not agree.</param>
/// <param name="Entry">What the ledger knows.</param>
/// <param name="Stored">What the store holds.</param>
/// <param name="HasBlob">Whether the source has it.</param>
internal sealed record FoundDifference(LedgerKey Key, DocumentDifference Difference, LedgerEntry? Entry, StoredChunks Stored, bool HasBlob);

/// <summary>Tells in what ledger, source and store differ over one document.</summary>
internal static class DocumentComparison
{
    public static IEnumerable<FoundDifference> Of(LedgerKey key, BlobItem? blob, LedgerEntry? entry, StoredChunks stored) =>
        Differences(blob, entry, stored).Select(d => new FoundDifference(key, new(key.Name, d.Kind, d.Detail), entry, stored, blob is not null));

    private static IEnumerable<(DifferenceKind Kind, string Detail)> Differences(BlobItem? blob, LedgerEntry? entry, StoredChunks stored)
    {
        if (entry is null)
        {
            if (stored.All > 0) yield return (DifferenceKind.Orphaned, $"The store holds {stored.All} chunks that the ledger does not know.");
            else if (blob is not null) yield return (DifferenceKind.NeverIngested, $"The source has it, {blob.Size} bytes.");
            yield break;
        }

        if (blob is null)
        {
            yield return (DifferenceKind.BlobGone, $"Its blob is gone; the store holds {stored.All} chunks.");
            yield break;
        }

        if (entry.ETag != blob.ETag || entry.Size != blob.Size)
            yield return (DifferenceKind.Outdated, $"Its blob is another version than the one ingested: {entry.Size} → {blob.Size} bytes.");

        // Where the version is not known that the store holds, only the number can be compared.
        var isVersionKnown = StoredVersion.Of(entry).Length > 0 || entry.Chunks == 0;
        var current = isVersionKnown ? stored.Current : stored.All;
        if (current != entry.Chunks)
            yield return (DifferenceKind.ChunkCount, $"The ledger says {entry.Chunks} chunks, the store holds {current}.");
        if (stored.All > current)
            yield return (DifferenceKind.LeftoverVersion, $"The store holds {stored.All - current} chunks of other versions.");
    }
}
