namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IVectorStore"/> must do. Derive from it, make your store, and your provider has its tests.</summary>
/// <remarks>
/// Each test gets a store from <see cref="CreateStoreAsync"/> and a collection of its own, which is dropped afterwards. Tests
/// of what a store says it can't do (<see cref="IVectorStore.Capabilities"/>) are skipped.
/// </remarks>
public abstract partial class VectorStoreSuite : IAsyncLifetime
{
    /// <summary>Length of the vectors.</summary>
    protected const int Dimension = 16;

    /// <summary>The tenant of all records, unless a test is about tenants.</summary>
    protected const string Tenant = "school-1";

    private const string Embedder = "conformance:1";

    private readonly List<string> _others = [];

    /// <summary>The store under test.</summary>
    protected IVectorStore Store { get; private set; } = null!;

    /// <summary>The test's own collection.</summary>
    protected string Collection { get; } = $"conformance-{Guid.NewGuid():n}";

    /// <summary>What maintenance of <see cref="Tenant"/> sees: everything in it.</summary>
    protected static AccessScope Everything { get; } = AccessScope.ForSystem(Tenant, "conformance tests");

    /// <summary>Makes the store, over data that may outlive the test.</summary>
    protected abstract ValueTask<IVectorStore> CreateStoreAsync();

    /// <summary>Lets the store go after the test.</summary>
    /// <param name="store">What <see cref="CreateStoreAsync"/> made.</param>
    protected virtual async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        if (store is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
        else (store as IDisposable)?.Dispose();
    }

    /// <summary>Called between the steps of a test, so that a provider can bring its data into another state, such as sealed files.</summary>
    protected virtual Task SettleAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Store = await CreateStoreAsync();
        await Store.EnsureCollectionAsync(Definition());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var collection in _others.Prepend(Collection)) await Store.DropCollectionAsync(collection);
        await DisposeStoreAsync(Store);
        GC.SuppressFinalize(this);
    }

    private CollectionDefinition Definition(int dimension = Dimension, string embedder = Embedder) =>
        new(Collection, dimension, embedder, TestRecords.Fields);

    /// <summary>The name of one more collection, which is dropped with the test's own.</summary>
    private string Another()
    {
        _others.Add($"{Collection}-{_others.Count + 1}");
        return _others[^1];
    }

    private void Require(VectorStoreCapabilities capability)
    {
        if (!Store.Capabilities.HasFlag(capability)) Assert.Skip($"The store does not do this: {capability}.");
    }

    private async Task UpsertAsync(params IReadOnlyList<VectorRecord> records)
    {
        await Store.UpsertAsync(Collection, records);
        await SettleAsync();
    }

    private async Task<List<VectorMatch>> SearchAsync(VectorQuery query, AccessScope? scope = null)
    {
        var matches = new List<VectorMatch>();
        await foreach (var match in Store.SearchAsync(Collection, query, scope ?? Everything)) matches.Add(match);
        return matches;
    }

    private async Task<List<VectorRecord>> ScanAsync(ScanOptions? options = null, AccessScope? scope = null)
    {
        var records = new List<VectorRecord>();
        await foreach (var record in Store.ScanAsync(Collection, scope ?? Everything, options)) records.Add(record);
        return records;
    }

    // A field that was cleared may come back without a value, or not at all.
    private static VectorRecord WithoutEmpty(VectorRecord record) =>
        record with { Fields = record.Fields.Where(f => f.Value.Items is not { Count: 0 }).ToDictionary() };

    private static void AssertSame(IEnumerable<VectorRecord> expected, IEnumerable<VectorRecord> actual)
    {
        var (left, right) = (expected.OrderBy(r => r.Id).ToList(), actual.OrderBy(r => r.Id).ToList());
        Assert.Equal(left.Select(r => r.Id), right.Select(r => r.Id));
        foreach (var (one, other) in left.Zip(right))
        {
            Assert.Equal(one.Text, other.Text);
            Assert.Equal(one.Fields.OrderBy(f => f.Key, StringComparer.Ordinal), other.Fields.OrderBy(f => f.Key, StringComparer.Ordinal));
        }
    }
}
