namespace Edify.Rag.Hosting.Caching;

/// <content>The optional contracts, and the classes that claim those which the store has.</content>
internal abstract partial class StampedVectorStore
{
    public VectorStoreMetadata Metadata => ((IVectorStoreDetails)_inner).Metadata;

    public static StampedVectorStore Around(IVectorStore store, WriteStamps stamps) =>
        (store is ITermStatistics, store is ICollectionAliases, store is IVectorStoreDetails) switch
        {
            (true, true, true) => new CountingAliasedDetailed(store, stamps),
            (true, true, false) => new CountingAliased(store, stamps),
            (true, false, true) => new CountingDetailed(store, stamps),
            (true, false, false) => new Counting(store, stamps),
            (false, true, true) => new AliasedDetailed(store, stamps),
            (false, true, false) => new Aliased(store, stamps),
            (false, false, true) => new Detailed(store, stamps),
            (false, false, false) => new Plain(store, stamps),
        };

    public Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default) =>
        ((ITermStatistics)_inner).GetTermStatisticsAsync(collection, words, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) =>
        ((ICollectionAliases)_inner).ListAliasesAsync(cancellationToken);

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default) =>
        WriteAsync(() => ((ICollectionAliases)_inner).SetAliasAsync(alias, collection, cancellationToken));

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) =>
        _stamps.WriteAsync(() => ((ICollectionAliases)_inner).RemoveAliasAsync(alias, cancellationToken));

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
        ((IVectorStoreDetails)_inner).GetIndexedFieldsAsync(collection, cancellationToken);

    public Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) =>
        ((IVectorStoreDetails)_inner).GetContentVersionAsync(collection, cancellationToken);

    private sealed class Plain(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps);

    private sealed class Counting(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps), ITermStatistics;

    private sealed class Aliased(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps), ICollectionAliases;

    private sealed class Detailed(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps), IVectorStoreDetails;

    private sealed class CountingAliased(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps), ITermStatistics, ICollectionAliases;

    private sealed class CountingDetailed(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps), ITermStatistics, IVectorStoreDetails;

    private sealed class AliasedDetailed(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps), ICollectionAliases, IVectorStoreDetails;

    private sealed class CountingAliasedDetailed(IVectorStore inner, WriteStamps stamps) : StampedVectorStore(inner, stamps), ITermStatistics, ICollectionAliases, IVectorStoreDetails;
}
