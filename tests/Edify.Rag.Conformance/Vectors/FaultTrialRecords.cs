namespace Edify.Rag.Conformance;

/// <summary>Records that stay as they are while faults happen, and calls whose right answers are known therefore.</summary>
/// <param name="undisturbed">The store, with nothing between it and its server.</param>
/// <param name="collection">The collection, which is made.</param>
/// <param name="dimension">Length of its vectors.</param>
internal sealed class FaultTrialRecords(IVectorStore undisturbed, string collection, int dimension)
{
    public const string Tenant = "school-1";

    /// <summary>Tells apart what stays, and what each writer writes.</summary>
    public const string Part = "part";

    private const string Lasting = "lasting";
    private const string Words = "geometry ibsen";

    private readonly TestRecords _random = new(700);
    private List<VectorRecord> _lasting = [];
    private float[] _vector = [];

    public static AccessScope Scope { get; } = AccessScope.ForSystem(Tenant, "fault tests");

    public CollectionDefinition Definition => new(collection, dimension, "conformance:1", new Dictionary<string, FieldKind>(TestRecords.Fields) { [Part] = FieldKind.Text });

    public async Task FillAsync()
    {
        _lasting = Make(60, Lasting);
        _vector = _random.Unit(dimension);
        await undisturbed.EnsureCollectionAsync(Definition);
        await undisturbed.UpsertAsync(collection, _lasting);
    }

    public List<VectorRecord> Make(int count, string part) =>
        [.. _random.Many(count, dimension, Tenant).Select(record => record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { [Part] = part } })];

    /// <summary>Every reading call, each of which fails where the answer is wrong.</summary>
    public IEnumerable<(string Name, Func<IVectorStore, CancellationToken, Task> Call)> Readings(VectorStoreCapabilities capabilities)
    {
        yield return ("count", CountAsync);
        yield return ("scan", ScanAsync);
        yield return ("nearest", NearestAsync);
        if (capabilities.HasFlag(VectorStoreCapabilities.Lexical)) yield return ("words", WordsAsync);
        if (capabilities.HasFlag(VectorStoreCapabilities.Hybrid)) yield return ("both", BothAsync);
        yield return ("get collection", GetAsync);
        yield return ("check", (store, token) => store.CheckAsync(token));
        yield return ("ensure collection", (store, token) => store.EnsureCollectionAsync(Definition, token));
    }

    public Task CountAsync(IVectorStore store) => CountAsync(store, CancellationToken.None);

    private static VectorFilter Stays => VectorFilter.Equal(Part, Lasting);

    private async Task CountAsync(IVectorStore store, CancellationToken cancellationToken) =>
        Assert.Equal(_lasting.Count, await store.CountAsync(collection, Scope, Stays, cancellationToken));

    private async Task ScanAsync(IVectorStore store, CancellationToken cancellationToken)
    {
        var found = await ToListAsync(store.ScanAsync(collection, Scope, new() { Filter = Stays, IncludeVectors = true }, cancellationToken));
        var expected = _lasting.OrderBy(record => record.Id).ToList();
        Assert.Equal(expected.Select(r => (r.Id, r.Text)), found.Select(r => (r.Id, r.Text)));
        Assert.All(expected.Zip(found), pair => Assert.True(pair.First.Fields.All(f => pair.Second.Fields.TryGetValue(f.Key, out var value) && value == f.Value)));
        Assert.All(expected.Zip(found), pair => Assert.Equal(1, BruteForce.Dot(pair.First.Vector.Span, pair.Second.Vector.Span), 1e-5));
    }

    private async Task NearestAsync(IVectorStore store, CancellationToken cancellationToken) => Assert.Equal(
        BruteForce.Nearest(_lasting, _vector, VectorFilter.All, 20).Select(found => found.Record.Id),
        (await SearchAsync(store, new() { Vector = _vector, Limit = 20, Filter = Stays }, cancellationToken)).Select(match => match.Record.Id));

    private async Task WordsAsync(IVectorStore store, CancellationToken cancellationToken) => Assert.Equal(
        _lasting.Where(record => Words.Split(' ').Intersect(record.Text.Split(' ')).Any()).Select(record => record.Id).Order(),
        (await SearchAsync(store, new() { Text = Words, Limit = 100, Filter = Stays }, cancellationToken)).Select(match => match.Record.Id).Order());

    private async Task BothAsync(IVectorStore store, CancellationToken cancellationToken) => Assert.Equal(
        _lasting.Select(record => record.Id).Order(),
        (await SearchAsync(store, new() { Vector = _vector, Text = Words, Limit = 100, Filter = Stays }, cancellationToken)).Select(match => match.Record.Id).Order());

    private async Task GetAsync(IVectorStore store, CancellationToken cancellationToken)
    {
        var found = await store.GetCollectionAsync(collection, cancellationToken);
        Assert.Equal((collection, dimension), (found?.Name, found?.Dimension));
    }

    private async Task<List<VectorMatch>> SearchAsync(IVectorStore store, VectorQuery query, CancellationToken cancellationToken) =>
        await ToListAsync(store.SearchAsync(collection, query, Scope, cancellationToken));

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items) list.Add(item);
        return list;
    }
}
