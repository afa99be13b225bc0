namespace Edify.Rag.Hosting.Library;

/// <summary>Asks the store for one record of each document, its first, under a scope: what it does not give back the scope does not admit.</summary>
internal sealed class DocumentRecords(IVectorStore store, string collection)
{
    private static readonly VectorFilter First = VectorFilter.Equal(RagFields.Ordinal, 0L);

    public async Task<Dictionary<Guid, VectorRecord>> FindAsync(AccessScope scope, IReadOnlyCollection<Guid> documents, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, VectorRecord>();
        if (scope.IsEmpty || documents.Count == 0) return found;
        var options = new ScanOptions { Filter = FieldFilter.Documents(scope.Tenant, documents) & First };
        try
        {
            await foreach (var record in store.ScanAsync(collection, scope, options, cancellationToken).ConfigureAwait(false))
            {
                // Checked again, as every hit of a search is.
                if (scope.Admits(record.Fields) && Guid.TryParse(record.TextOf(RagFields.Document), out var id)) found.TryAdd(id, record);
            }
        }
        catch (VectorStoreException)
        {
            // Where nothing was ingested yet, there is nothing to see.
            if (await store.GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false) is not null) throw;
        }

        return found;
    }
}
