using Edify.Rag.Hosting.Ingestion;

namespace Edify.Rag.Hosting.Erasure;

/// <summary>Finds the documents that go with an erasure: in the ledger, and in the store where the ledger does not know them.</summary>
internal sealed class ErasedDocuments(IngestionParts parts, ErasureCollections collections)
{
    public async Task<IReadOnlyCollection<LedgerKey>> FindAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        var found = new HashSet<LedgerKey>();
        await foreach (var entry in parts.Ledger.ListAsync(request.Tenant, request.Source, cancellationToken).ConfigureAwait(false))
            if (IsMeant(request, entry.Key)) found.Add(entry.Key);
        if (request.Kind == ErasureKind.Tenant) return found;

        var condition = request.Kind == ErasureKind.User ? VectorFilter.Equal(RagFields.Owner, request.Target) : VectorFilter.Equal(RagFields.Name, request.Target);
        var scope = AccessScope.ForSystem(request.Tenant, "erasure");
        foreach (var collection in await collections.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var record in parts.Store.ScanAsync(collection, scope, new() { Filter = condition }, cancellationToken).ConfigureAwait(false))
            {
                if (KeyOf(request.Tenant, record) is { } key && (request.Source is null || key.Source == request.Source)) found.Add(key);
            }
        }

        return found;
    }

    // By the rules that put the owner on the records: of a document that never became any there is nothing else to tell.
    private bool IsMeant(ErasureRequest request, LedgerKey key) => request.Kind switch
    {
        ErasureKind.Tenant => true,
        ErasureKind.Document => key.Name == request.Target,
        _ => parts.Metadata.Extract(new(key.Name, 0, string.Empty, default)).TryGetValue(RagFields.Owner, out var owner) && owner == (FieldValue)request.Target,
    };

    private static LedgerKey? KeyOf(string tenant, VectorRecord record) =>
        record.Fields.TryGetValue(RagFields.Source, out var source) && record.Fields.TryGetValue(RagFields.Name, out var name) ? new(tenant, source.AsText(), name.AsText()) : null;
}
