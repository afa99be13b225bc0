namespace Edify.Rag.Hosting.Ingestion.Reuse;

/// <summary>Finds the vectors that the store holds of texts, by their keys.</summary>
internal sealed class StoredVectors(IngestionParts parts, string tenant, int dimension)
{
    // One text may stand in thousands of documents; past this many records it is cheaper to embed what was not found.
    private const int MostRecordsPerKey = 8;

    private readonly AccessScope _scope = AccessScope.ForSystem(tenant, "ingestion");

    /// <summary>Whether there is anything to find; not in collections that were made before records had keys.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        await parts.Store.CountAsync(parts.Collection, _scope, VectorFilter.Exists(RagFields.Content), cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Adds the vectors of those keys that the store holds.</summary>
    public async Task FindAsync(IReadOnlyCollection<string> keys, Dictionary<string, ReadOnlyMemory<float>> into, CancellationToken cancellationToken)
    {
        var (left, records) = (keys.Count, 0);
        var options = new ScanOptions
        {
            Filter = VectorFilter.Equal(RagFields.Tenant, tenant) & FieldFilter.AnyOf(RagFields.Content, keys),
            IncludeVectors = true,
        };
        await foreach (var record in parts.Store.ScanAsync(parts.Collection, _scope, options, cancellationToken).ConfigureAwait(false))
        {
            if (record.Vector.Length == dimension && into.TryAdd(record.Fields[RagFields.Content].AsText(), record.Vector)) left--;
            if (left == 0 || ++records == MostRecordsPerKey * keys.Count) return;
        }
    }
}
