namespace Edify.Rag.Vectors.Tests.Telemetry;

/// <summary>A store that does what a test says; no optional contract but those of its subclasses.</summary>
internal class ScriptedStore : IVectorStore
{
    private static readonly Task<long> Counted = Task.FromResult(7L);

    /// <summary>Called before each answer; throws to fail it.</summary>
    public Action BeforeAnswer { get; set; } = static () => { };

    /// <summary>How many rows searches and walks return.</summary>
    public int Rows { get; set; } = 3;

    public VectorStoreCapabilities Capabilities => VectorStoreCapabilities.Lexical;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default) => Answer(true, cancellationToken);

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) => Answer<CollectionInfo?>(null, cancellationToken);

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) => Answer(new CollectionSize(7, 70), cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) => Answer(true, cancellationToken);

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) => Answer(true, cancellationToken);

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) => Answer(1L, cancellationToken);

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) => Answer(1L, cancellationToken);

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var record in ScanAsync(collection, scope, null, cancellationToken)) yield return new(record, 1);
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BeforeAnswer();
            await Task.Yield();
            yield return new(Guid.NewGuid(), "secret text", new Dictionary<string, FieldValue>());
        }
    }

    // The fields of an unobserved call, so that it can be shown to cost nothing.
    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) => Counted;

    public Task CheckAsync(CancellationToken cancellationToken = default) => Answer(true, cancellationToken);

    protected async Task<T> Answer<T>(T answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeAnswer();
        await Task.Yield();
        return answer;
    }
}

/// <summary>One that tells where it is.</summary>
internal class PlacedStore : ScriptedStore, IVectorStoreDetails
{
    public VectorStoreMetadata Metadata { get; } = new("qdrant") { Namespace = "school", ServerAddress = "vectors.example", ServerPort = 16_333 };

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
        Answer<IReadOnlyCollection<string>?>(["tenant"], cancellationToken);
}

/// <summary>One with all that a store can have.</summary>
internal sealed class WholeStore : PlacedStore, ITermStatistics, ICollectionAliases
{
    public Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default) =>
        Answer(new TermStatistics(1, new Dictionary<string, long>()), cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) =>
        Answer<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["content"] = "content-1" }, cancellationToken);

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default) => Answer(true, cancellationToken);

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) => Answer(true, cancellationToken);
}
