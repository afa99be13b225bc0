namespace Edify.Rag.Qdrant.Tests.Support;

/// <summary>Collections and records for tests; the same for the same seed.</summary>
internal static class Records
{
    public const string Name = "documents";
    public const string Tenant = "school-1";
    public const int Dimension = 8;

    public static AccessScope Everything { get; } = AccessScope.ForSystem(Tenant, "tests");

    public static CollectionDefinition Definition(string embedder = "test:1", int dimension = Dimension, params (string Name, FieldKind Kind)[] fields) =>
        new(Name, dimension, embedder, fields.Append((RagFields.Tenant, FieldKind.Text)).ToDictionary(f => f.Item1, f => f.Item2));

    public static VectorRecord One(Random random, string text = "a text about schools", params (string Name, FieldValue Value)[] fields)
    {
        var id = new byte[16];
        random.NextBytes(id);
        return new(new(id), text, fields.Append((RagFields.Tenant, Tenant)).ToDictionary(f => f.Item1, f => f.Item2)) { Vector = Unit(random) };
    }

    public static float[] Unit(Random random)
    {
        var vector = Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }

    public static async Task<List<VectorMatch>> FindAsync(this IVectorStore store, VectorQuery query, string collection = Name) =>
        await store.SearchAsync(collection, query, Everything).ToListAsync();

    public static async Task<List<VectorRecord>> WalkAsync(this IVectorStore store, VectorFilter? filter = null) =>
        await store.ScanAsync(Name, Everything, new() { Filter = filter ?? VectorFilter.All }).ToListAsync();
}
