namespace Edify.Rag.Hosting.Ingestion.Reconciliation;

/// <summary>Brings store and ledger to what both can stand by, and tells which documents are then to be processed.</summary>
/// <remarks>The store first, the ledger after it: what stops in between is found again.</remarks>
internal sealed class DifferenceMending(IngestionParts parts, string tenant)
{
    private const int AtOnce = 256;
    private const string Marked = "Its chunks were not whole in the vector store; it is processed again.";

    /// <summary>Chunks removed.</summary>
    public long Removed { get; private set; }

    /// <returns>Names of the documents to process.</returns>
    public async Task<IReadOnlySet<string>> MendAsync(IReadOnlyList<FoundDifference> found, CancellationToken cancellationToken)
    {
        await RemoveAsync(found.Where(f => !f.HasBlob), cancellationToken).ConfigureAwait(false);
        foreach (var leftover in found.Where(f => f.Difference.Kind == DifferenceKind.LeftoverVersion))
            await RemoveLeftoverAsync(leftover, cancellationToken).ConfigureAwait(false);
        await MarkAsync(found.Where(f => f.Difference.Kind == DifferenceKind.ChunkCount), cancellationToken).ConfigureAwait(false);
        return found.Where(f => f.HasBlob && f.Difference.Kind != DifferenceKind.LeftoverVersion).Select(f => f.Key.Name).ToHashSet(StringComparer.Ordinal);
    }

    private async Task RemoveAsync(IEnumerable<FoundDifference> gone, CancellationToken cancellationToken)
    {
        foreach (var group in gone.Chunk(AtOnce))
        {
            var documents = FieldFilter.Documents(tenant, group.Select(f => f.Key.DocumentId));
            if (group.Any(f => f.Stored.All > 0))
                Removed += await parts.Store.DeleteAsync(parts.Collection, documents, cancellationToken).ConfigureAwait(false);
            await parts.Ledger.RemoveAsync([.. group.Where(f => f.Entry is not null).Select(f => f.Key)], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveLeftoverAsync(FoundDifference leftover, CancellationToken cancellationToken)
    {
        var document = FieldFilter.Documents(tenant, [leftover.Key.DocumentId]);
        var current = StoredVersion.Of(leftover.Entry);
        var others = current.Length > 0 ? document & !FieldFilter.AnyOf(RagFields.Version, [current]) : document;
        Removed += await parts.Store.DeleteAsync(parts.Collection, others, cancellationToken).ConfigureAwait(false);
    }

    // The ledger says what is there from now on; a run takes such a document for one whose chunks are not whole.
    private async Task MarkAsync(IEnumerable<FoundDifference> counts, CancellationToken cancellationToken)
    {
        foreach (var group in counts.Chunk(AtOnce))
            await parts.Ledger.WriteAsync([.. group.Select(f => Mark(f.Entry!, f.Stored))], cancellationToken).ConfigureAwait(false);
    }

    private static LedgerEntry Mark(LedgerEntry entry, StoredChunks stored)
    {
        var version = StoredVersion.Of(entry);
        var counted = entry with
        {
            Chunks = version.Length > 0 || entry.Chunks == 0 ? stored.Current : stored.All,
            StoredVersion = stored.Current > 0 ? version : string.Empty,
        };

        // One that failed already says so itself, and is tried as often as any.
        return entry.Status == LedgerStatus.Ingested ? counted with { Status = LedgerStatus.Failed, Reason = Marked } : counted;
    }
}
