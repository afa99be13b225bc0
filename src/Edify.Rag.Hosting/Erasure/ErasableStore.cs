namespace Edify.Rag.Hosting.Erasure;

/// <summary>Erases records of the vector store, and what their deletion leaves in its files.</summary>
internal sealed class ErasableStore(IVectorStore store, ErasureCollections collections) : IErasable
{
    private const int BatchSize = 500;

    public string Name => "records";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        long gone = 0;
        foreach (var collection in await collections.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var filter in FiltersOf(order)) gone += await store.DeleteAsync(collection, filter, cancellationToken).ConfigureAwait(false);

            // Also when nothing was deleted now: an erasure that goes on may have stopped in between.
            await store.CompactAsync(collection, cancellationToken).ConfigureAwait(false);
        }

        return gone;
    }

    private static IEnumerable<VectorFilter> FiltersOf(ErasureOrder order)
    {
        var tenant = order.Request.Tenant;
        if (order.IsTenant) return [VectorFilter.Equal(RagFields.Tenant, tenant)];
        var documents = order.Documents.Chunk(BatchSize).Select(part => FieldFilter.Documents(tenant, part.Select(key => key.DocumentId)));

        // What was ingested while they were looked for.
        return order.User is { } user ? documents.Append(VectorFilter.Equal(RagFields.Tenant, tenant) & VectorFilter.Equal(RagFields.Owner, user)) : documents;
    }
}
