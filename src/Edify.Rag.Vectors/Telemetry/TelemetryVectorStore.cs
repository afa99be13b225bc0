namespace Edify.Rag.Vectors.Telemetry;

/// <summary>Records each call of a store as a span and in metrics.</summary>
/// <remarks>
/// It can do what every optional contract asks for, and claims those that the store has: <see cref="Around"/> chooses the class, so
/// that a test for a contract tells of the store.
/// </remarks>
internal abstract partial class TelemetryVectorStore : IVectorStore, IDisposable, IAsyncDisposable
{
    private readonly IVectorStore _inner;
    private readonly StoreObserver _observer;

    private TelemetryVectorStore(IVectorStore inner, TimeProvider time)
    {
        _inner = inner;
        _observer = new(Metadata, time);
    }

    public VectorStoreCapabilities Capabilities => _inner.Capabilities;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "ensure_collection", collection?.Name ?? string.Empty, (_inner, collection), static (s, token) => s._inner.EnsureCollectionAsync(s.collection!, token), cancellationToken);

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "get_collection", collection, (_inner, collection), static (s, token) => s._inner.GetCollectionAsync(s.collection, token), cancellationToken);

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "measure_collection", collection, (_inner, collection), static (s, token) => s._inner.MeasureCollectionAsync(s.collection, token), cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "drop_collection", collection, (_inner, collection), static (s, token) => s._inner.DropCollectionAsync(s.collection, token), cancellationToken);

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "upsert", collection, (_inner, collection, records), static (s, token) => s._inner.UpsertAsync(s.collection, s.records, token), cancellationToken);

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "delete", collection, (_inner, collection, filter), static (s, token) => s._inner.DeleteAsync(s.collection, s.filter, token), cancellationToken);

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "update_fields",
        collection,
        (_inner, collection, filter, fields),
        static (s, token) => s._inner.UpdateFieldsAsync(s.collection, s.filter, s.fields, token),
        cancellationToken);

    public IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        var matches = _inner.SearchAsync(collection, query, scope, cancellationToken);
        return StoreInstruments.AreObserved ? _observer.WalkAsync("search", collection, matches, cancellationToken) : matches;
    }

    public IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, CancellationToken cancellationToken = default)
    {
        var records = _inner.ScanAsync(collection, scope, options, cancellationToken);
        return StoreInstruments.AreObserved ? _observer.WalkAsync("scan", collection, records, cancellationToken) : records;
    }

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "count", collection, (_inner, collection, scope, filter), static (s, token) => s._inner.CountAsync(s.collection, s.scope, s.filter, token), cancellationToken);

    public Task CompactAsync(string collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "compact", collection, (_inner, collection), static (s, token) => s._inner.CompactAsync(s.collection, token), cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken = default) => _observer.RunAsync(
        "check", string.Empty, _inner, static (inner, token) => inner.CheckAsync(token), cancellationToken);

    public void Dispose() => (_inner as IDisposable)?.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (_inner is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
        else Dispose();
    }
}
