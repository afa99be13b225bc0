namespace Edify.Rag.Hosting.Ingestion.Reconciliation;

/// <summary>How many chunks the store holds of a document: all, and of the version that the ledger knows.</summary>
internal readonly record struct StoredChunks(int All, int Current);

/// <summary>Counts what the vector store holds of the documents of a source, walking it once; keeps numbers alone.</summary>
internal sealed class StoredDocuments(IngestionParts parts, string tenant, string source)
{
    private readonly AccessScope _scope = AccessScope.ForSystem(tenant, "ingestion");
    private readonly VectorFilter _ofSource = VectorFilter.Equal(RagFields.Source, source);

    /// <summary>Chunks of all documents.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        parts.Store.CountAsync(parts.Collection, _scope, _ofSource, cancellationToken);

    /// <summary>Chunks by document.</summary>
    /// <param name="known">What the ledger knows, by name.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public async Task<Dictionary<string, StoredChunks>> ByNameAsync(IReadOnlyDictionary<string, LedgerEntry> known, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, Count>(StringComparer.Ordinal);
        await foreach (var record in parts.Store.ScanAsync(parts.Collection, _scope, new() { Filter = _ofSource }, cancellationToken).ConfigureAwait(false))
        {
            if (!record.Fields.TryGetValue(RagFields.Name, out var field)) continue;
            var name = field.AsText();
            if (!counts.TryGetValue(name, out var count)) counts[name] = count = new(StoredVersion.Of(known.GetValueOrDefault(name)));
            count.Add(record);
        }

        return counts.ToDictionary(c => c.Key, c => c.Value.Chunks, StringComparer.Ordinal);
    }

    private sealed class Count(string version)
    {
        public StoredChunks Chunks { get; private set; }

        public void Add(VectorRecord record)
        {
            var isCurrent = version.Length > 0 && record.Fields.TryGetValue(RagFields.Version, out var versions) && versions.Items?.Contains(version) == true;
            Chunks = new(Chunks.All + 1, Chunks.Current + (isCurrent ? 1 : 0));
        }
    }
}
