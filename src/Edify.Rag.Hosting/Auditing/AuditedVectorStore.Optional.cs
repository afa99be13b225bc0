namespace Edify.Rag.Hosting.Auditing;

/// <content>The optional contracts, and the classes that claim those which the store has.</content>
internal abstract partial class AuditedVectorStore
{
    public VectorStoreMetadata Metadata => ((IVectorStoreDetails)_inner).Metadata;

    public static AuditedVectorStore Around(IVectorStore store, SystemScopes scopes) =>
        (store is ITermStatistics, store is ICollectionAliases, store is IVectorStoreDetails) switch
        {
            (true, true, true) => new CountingAliasedDetailed(store, scopes),
            (true, true, false) => new CountingAliased(store, scopes),
            (true, false, true) => new CountingDetailed(store, scopes),
            (true, false, false) => new Counting(store, scopes),
            (false, true, true) => new AliasedDetailed(store, scopes),
            (false, true, false) => new Aliased(store, scopes),
            (false, false, true) => new Detailed(store, scopes),
            (false, false, false) => new Plain(store, scopes),
        };

    public Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default) =>
        ((ITermStatistics)_inner).GetTermStatisticsAsync(collection, words, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) =>
        ((ICollectionAliases)_inner).ListAliasesAsync(cancellationToken);

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default) =>
        ((ICollectionAliases)_inner).SetAliasAsync(alias, collection, cancellationToken);

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) =>
        ((ICollectionAliases)_inner).RemoveAliasAsync(alias, cancellationToken);

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
        ((IVectorStoreDetails)_inner).GetIndexedFieldsAsync(collection, cancellationToken);

    public Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) =>
        ((IVectorStoreDetails)_inner).GetContentVersionAsync(collection, cancellationToken);

    private sealed class Plain(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes);

    private sealed class Counting(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes), ITermStatistics;

    private sealed class Aliased(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes), ICollectionAliases;

    private sealed class Detailed(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes), IVectorStoreDetails;

    private sealed class CountingAliased(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes), ITermStatistics, ICollectionAliases;

    private sealed class CountingDetailed(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes), ITermStatistics, IVectorStoreDetails;

    private sealed class AliasedDetailed(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes), ICollectionAliases, IVectorStoreDetails;

    private sealed class CountingAliasedDetailed(IVectorStore inner, SystemScopes scopes) : AuditedVectorStore(inner, scopes), ITermStatistics, ICollectionAliases, IVectorStoreDetails;
}
