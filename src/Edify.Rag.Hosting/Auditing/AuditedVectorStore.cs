using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>Writes every use of a system scope to the audit before the store is asked.</summary>
internal abstract partial class AuditedVectorStore : IVectorStore
{
    private readonly IVectorStore _inner;
    private readonly SystemScopes _scopes;

    private AuditedVectorStore(IVectorStore inner, SystemScopes scopes) => (_inner, _scopes) = (inner, scopes);

    public VectorStoreCapabilities Capabilities => _inner.Capabilities;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) =>
        _inner.EnsureCollectionAsync(collection, cancellationToken);

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _inner.GetCollectionAsync(collection, cancellationToken);

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _inner.MeasureCollectionAsync(collection, cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _inner.DropCollectionAsync(collection, cancellationToken);

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) =>
        _inner.UpsertAsync(collection, records, cancellationToken);

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        _inner.DeleteAsync(collection, filter, cancellationToken);

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
        _inner.UpdateFieldsAsync(collection, filter, fields, cancellationToken);

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _scopes.UsedAsync(scope, collection, "search", cancellationToken).ConfigureAwait(false);
        await foreach (var match in _inner.SearchAsync(collection, query, scope, cancellationToken).ConfigureAwait(false)) yield return match;
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _scopes.UsedAsync(scope, collection, "scan", cancellationToken).ConfigureAwait(false);
        await foreach (var record in _inner.ScanAsync(collection, scope, options, cancellationToken).ConfigureAwait(false)) yield return record;
    }

    public async Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        await _scopes.UsedAsync(scope, collection, "count", cancellationToken).ConfigureAwait(false);
        return await _inner.CountAsync(collection, scope, filter, cancellationToken).ConfigureAwait(false);
    }

    public Task CompactAsync(string collection, CancellationToken cancellationToken = default) => _inner.CompactAsync(collection, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken = default) => _inner.CheckAsync(cancellationToken);
}
