namespace Edify.Rag.Hosting.Library;

/// <summary>Removes a document: its file first, so that no run brings it back, then its records, then what the ledger knows.</summary>
/// <remarks>What says who may see a document of that name, a rule or a file beside it, stays: another file of the name must not be open by accident.</remarks>
internal sealed class DocumentRemoval(IBlobStore? blobs, IVectorStore store, string collection, IIngestionLedger ledger)
{
    /// <exception cref="BlobChangedException">The file is another version than the one that was read: nothing says who may see, or delete, that.</exception>
    public async Task<DocumentDeletion> RemoveAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (blobs is null) return DocumentDeletion.NotSupported;
        var key = entry.Key;
        var blob = await blobs.FindAsync(key.Name, cancellationToken).ConfigureAwait(false);
        if (blob is null && key.Source != blobs.Location) return DocumentDeletion.NotSupported;
        if (blob is not null && blob.ETag != entry.ETag) throw new BlobChangedException("the library's source", blobs.Location, key.Name);

        if (blob is not null) await blobs.DeleteAsync(key.Name, cancellationToken).ConfigureAwait(false);

        // The file is gone: from here on the rest is done, whoever hangs up.
        var document = FieldFilter.Documents(key.Tenant, [key.DocumentId]);
        foreach (var name in await CollectionFamily.NamesAsync(store, collection, CancellationToken.None).ConfigureAwait(false))
            await store.DeleteAsync(name, document, CancellationToken.None).ConfigureAwait(false);
        await ledger.RemoveAsync([key], CancellationToken.None).ConfigureAwait(false);
        return DocumentDeletion.Deleted;
    }
}
