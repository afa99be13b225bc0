namespace Edify.Rag.Hosting.Caching;

/// <summary>Makes every write of a store known to the answer cache.</summary>
internal abstract partial class StampedVectorStore : IVectorStore
{
    private readonly IVectorStore _inner;
    private readonly WriteStamps _stamps;

    private StampedVectorStore(IVectorStore inner, WriteStamps stamps) => (_inner, _stamps) = (inner, stamps);

    public VectorStoreCapabilities Capabilities => _inner.Capabilities;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) =>
        _inner.EnsureCollectionAsync(collection, cancellationToken);

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _inner.GetCollectionAsync(collection, cancellationToken);

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _inner.MeasureCollectionAsync(collection, cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _stamps.WriteAsync(() => _inner.DropCollectionAsync(collection, cancellationToken));

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) =>
        WriteAsync(() => _inner.UpsertAsync(collection, records, cancellationToken));

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        _stamps.WriteAsync(() => _inner.DeleteAsync(collection, filter, cancellationToken));

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
        _stamps.WriteAsync(() => _inner.UpdateFieldsAsync(collection, filter, fields, cancellationToken));

    public IAsyncEnumerable<VectorMatch> SearchAsync(string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default) =>
        _inner.SearchAsync(collection, query, scope, cancellationToken);

    public IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, CancellationToken cancellationToken = default) =>
        _inner.ScanAsync(collection, scope, options, cancellationToken);

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) =>
        _inner.CountAsync(collection, scope, filter, cancellationToken);

    public Task CompactAsync(string collection, CancellationToken cancellationToken = default) => _inner.CompactAsync(collection, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken = default) => _inner.CheckAsync(cancellationToken);

    private Task<bool> WriteAsync(Func<Task> write) => _stamps.WriteAsync(async () =>
    {
        await write().ConfigureAwait(false);
        return true;
    });
}
