using System.Numerics.Tensors;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Main;

/// <summary>A store of 100,000 chunks with random vectors of 384 dimensions, a tenth of them in each of ten grades.</summary>
internal static class SyntheticStore
{
    public const string Work = "write-store";
    public const string Collection = "bench";
    public const int Rows = 100_000;
    public const int Dimension = 384;
    public const int Grades = 10;

    private const int BatchSize = 2_000;

    public static AccessScope Scope { get; } = AccessScope.ForSystem(RagHost.Tenant, "benchmark");

    /// <summary>A tenth of the rows, spread over the whole store.</summary>
    public static VectorFilter OneGrade { get; } = VectorFilter.Equal(RagFields.Grade, Grade(3));

    /// <summary>The vectors, row after row; the same on every call.</summary>
    public static float[] Vectors()
    {
        var random = new Random(384);
        var vectors = new float[Rows * Dimension];
        for (var row = 0; row < Rows; row++) FillUnit(vectors.AsSpan(row * Dimension, Dimension), random);
        return vectors;
    }

    public static float[] Query()
    {
        var query = new float[Dimension];
        FillUnit(query, new Random(1));
        return query;
    }

    /// <summary>Writes the store below the working directory.</summary>
    public static async Task WriteAsync()
    {
        await using var host = RagHost.Create();
        var store = host.GetRag<IVectorStore>();
        var fields = new Dictionary<string, FieldKind> { [RagFields.Tenant] = FieldKind.Text, [RagFields.Grade] = FieldKind.Text };
        await store.EnsureCollectionAsync(new CollectionDefinition(Collection, Dimension, "random/1", fields));
        var vectors = Vectors().AsMemory();
        foreach (var rows in Enumerable.Range(0, Rows).Chunk(BatchSize))
            await store.UpsertAsync(Collection, [.. rows.Select(row => Record(row, vectors.Slice(row * Dimension, Dimension)))]);
    }

    private static VectorRecord Record(int row, ReadOnlyMemory<float> vector)
    {
        var text = $"Passage {row} of grade {row % Grades}.";
        var fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = RagHost.Tenant, [RagFields.Grade] = Grade(row) };
        return new(RagIds.Chunk(RagHost.Tenant, "bench", "bench.txt", row, text), text, fields) { Vector = vector };
    }

    private static string Grade(int row) => $"Grade {row % Grades}";

    private static void FillUnit(Span<float> vector, Random random)
    {
        for (var i = 0; i < vector.Length; i++) vector[i] = random.NextSingle() - 0.5f;
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
    }
}
