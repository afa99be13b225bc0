namespace Edify.Rag.Vectors.Telemetry;

/// <content>The optional contracts, and the classes that claim them.</content>
internal abstract partial class TelemetryVectorStore
{
    public VectorStoreMetadata Metadata => (_inner as IVectorStoreDetails)?.Metadata ?? new("other_vector_store");

    public static TelemetryVectorStore Around(IVectorStore store, TimeProvider time) =>
        (store is ITermStatistics, store is ICollectionAliases, store is IVectorStoreDetails) switch
        {
            (true, true, true) => new CountingAliasedDetailed(store, time),
            (true, true, false) => new CountingAliased(store, time),
            (true, false, true) => new CountingDetailed(store, time),
            (true, false, false) => new Counting(store, time),
            (false, true, true) => new AliasedDetailed(store, time),
            (false, true, false) => new Aliased(store, time),
            (false, false, true) => new Detailed(store, time),
            (false, false, false) => new Plain(store, time),
        };

    public Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "term_statistics",
        collection,
        (Inner: (ITermStatistics)_inner, collection, words),
        static (s, token) => s.Inner.GetTermStatisticsAsync(s.collection, s.words, token),
        cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) => _observer.RunAsync(
        "list_aliases", string.Empty, (ICollectionAliases)_inner, static (inner, token) => inner.ListAliasesAsync(token), cancellationToken);

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "set_alias", collection, (Inner: (ICollectionAliases)_inner, alias, collection), static (s, token) => s.Inner.SetAliasAsync(s.alias, s.collection, token), cancellationToken);

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "remove_alias", alias, (Inner: (ICollectionAliases)_inner, alias), static (s, token) => s.Inner.RemoveAliasAsync(s.alias, token), cancellationToken);

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "list_indexes",
        collection,
        (Inner: (IVectorStoreDetails)_inner, collection),
        static (s, token) => s.Inner.GetIndexedFieldsAsync(s.collection, token),
        cancellationToken);

    public Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) => _observer.RunAsync(
        "get_content_version",
        collection,
        (Inner: (IVectorStoreDetails)_inner, collection),
        static (s, token) => s.Inner.GetContentVersionAsync(s.collection, token),
        cancellationToken);

    private sealed class Plain(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time);

    private sealed class Counting(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time), ITermStatistics;

    private sealed class Aliased(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time), ICollectionAliases;

    private sealed class Detailed(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time), IVectorStoreDetails;

    private sealed class CountingAliased(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time), ITermStatistics, ICollectionAliases;

    private sealed class CountingDetailed(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time), ITermStatistics, IVectorStoreDetails;

    private sealed class AliasedDetailed(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time), ICollectionAliases, IVectorStoreDetails;

    private sealed class CountingAliasedDetailed(IVectorStore inner, TimeProvider time) : TelemetryVectorStore(inner, time), ITermStatistics, ICollectionAliases, IVectorStoreDetails;
}
