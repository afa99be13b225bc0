using Edify.Rag.Postgres.Vectors;

namespace Edify.Rag.Postgres.Tests.Vectors;

/// <summary>Collections and records for tests; the same for the same seed.</summary>
internal static class VectorsOf
{
    public const string Name = "documents";
    public const string Tenant = "school-1";

    public static AccessScope Everything { get; } = AccessScope.ForSystem(Tenant, "tests");

    public static CollectionDefinition Definition(int dimension, params (string Name, FieldKind Kind)[] fields) =>
        new(Name, dimension, "test:1", fields.Append((RagFields.Tenant, FieldKind.Text)).ToDictionary(f => f.Item1, f => f.Item2));

    public static VectorRecord Record(Random random, int dimension, params (string Name, FieldValue Value)[] fields)
    {
        var id = new byte[16];
        random.NextBytes(id);
        return new(new(id), "a text about schools", fields.Prepend((RagFields.Tenant, Tenant)).GroupBy(f => f.Item1).ToDictionary(f => f.Key, f => f.Last().Item2)) { Vector = Unit(random, dimension) };
    }

    public static List<VectorRecord> Records(Random random, int count, int dimension, Func<int, (string Name, FieldValue Value)[]>? fields = null) =>
        [.. Enumerable.Range(0, count).Select(i => Record(random, dimension, fields?.Invoke(i) ?? []))];

    public static float[] Unit(Random random, int dimension)
    {
        var vector = Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }

    public static List<Guid> Nearest(IEnumerable<VectorRecord> records, float[] wanted, int limit) =>
    [
        .. records.OrderByDescending(r => r.Vector.ToArray().Zip(wanted, (a, b) => (double)a * b).Sum()).ThenBy(r => r.Id).Take(limit).Select(r => r.Id),
    ];

    public static async Task<List<VectorMatch>> FindAsync(this PostgresVectorStore store, VectorQuery query, AccessScope? scope = null) =>
        await store.SearchAsync(Name, query, scope ?? Everything, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public static Task<long> CountAsync(this PostgresVectorStore store, VectorFilter? filter = null) => store.CountAsync(Name, Everything, filter);
}
