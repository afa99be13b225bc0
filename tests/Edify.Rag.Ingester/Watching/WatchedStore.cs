namespace Edify.Rag.Ingester.Watching;

/// <summary>Takes note of writes and deletions.</summary>
internal sealed class WatchedStore(IVectorStore inner, Moments moments) : IVectorStore, IDisposable
{
    public VectorStoreCapabilities Capabilities => inner.Capabilities;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) =>
        inner.EnsureCollectionAsync(collection, cancellationToken);

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        inner.GetCollectionAsync(collection, cancellationToken);

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        inner.MeasureCollectionAsync(collection, cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        inner.DropCollectionAsync(collection, cancellationToken);

    public async Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        moments.Begin(Moment.Writing);
        try
        {
            await inner.UpsertAsync(collection, records, cancellationToken);
        }
        finally
        {
            moments.End(Moment.Writing);
        }
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        SettleAsync(() => inner.DeleteAsync(collection, filter, cancellationToken));

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
        SettleAsync(() => inner.UpdateFieldsAsync(collection, filter, fields, cancellationToken));

    public IAsyncEnumerable<VectorMatch> SearchAsync(string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default) =>
        inner.SearchAsync(collection, query, scope, cancellationToken);

    public IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ScanAsync(collection, scope, options, cancellationToken);

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) =>
        inner.CountAsync(collection, scope, filter, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private async Task<long> SettleAsync(Func<Task<long>> change)
    {
        moments.Begin(Moment.Settling);
        try
        {
            return await change();
        }
        finally
        {
            moments.End(Moment.Settling);
        }
    }
}
