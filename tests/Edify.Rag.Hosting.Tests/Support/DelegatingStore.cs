namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>A store that passes everything on; tests override what they want to go wrong.</summary>
internal abstract class DelegatingStore(IVectorStore inner) : IVectorStore
{
    public virtual VectorStoreCapabilities Capabilities => inner.Capabilities;

    protected IVectorStore Inner => inner;

    public virtual Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) =>
        inner.EnsureCollectionAsync(collection, cancellationToken);

    public virtual Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        inner.GetCollectionAsync(collection, cancellationToken);

    public virtual Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        inner.MeasureCollectionAsync(collection, cancellationToken);

    public virtual Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        inner.DropCollectionAsync(collection, cancellationToken);

    public virtual Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) =>
        inner.UpsertAsync(collection, records, cancellationToken);

    public virtual Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(collection, filter, cancellationToken);

    public virtual Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
        inner.UpdateFieldsAsync(collection, filter, fields, cancellationToken);

    public virtual IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default) =>
        inner.SearchAsync(collection, query, scope, cancellationToken);

    public virtual IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ScanAsync(collection, scope, options, cancellationToken);

    public virtual Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) =>
        inner.CountAsync(collection, scope, filter, cancellationToken);

    public virtual Task CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);
}
