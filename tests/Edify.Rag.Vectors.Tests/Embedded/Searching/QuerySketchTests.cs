using System.Numerics.Tensors;
using Edify.Rag.Vectors.Embedded.Searching;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Tests.Embedded.Searching;

public sealed class QuerySketchTests
{
    private const int Tries = 200;

    public static TheoryData<int> Dimensions => [1, 3, 15, 16, 31, 33, 64, 65, 100, 384, 1024, 4096];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void No_row_is_more_similar_than_its_bound(int dimension)
    {
        var random = new Random(dimension);
        for (var i = 0; i < Tries; i++)
        {
            var (query, row) = (Vector(random, dimension, i % 5), Vector(random, dimension, (i / 5) % 5));
            if (i % 7 == 0) row = query;
            var (bound, similarity) = (Bound(query, row), TensorPrimitives.Dot<float>(query, row));
            Assert.True(bound >= similarity, FormattableString.Invariant($"{bound} < {similarity}, pair {i}"));
            Assert.True(bound >= DotProduct.Of(query, row));
        }
    }

    [Fact]
    public void Bounds_are_close_where_values_are_spread_as_an_embedders_are()
    {
        var random = new Random(1);
        for (var i = 0; i < Tries; i++)
        {
            var (query, row) = (Vector(random, 384, kind: 0), Vector(random, 384, kind: 0));
            Assert.InRange(Bound(query, row) - TensorPrimitives.Dot<float>(query, row), 0, 0.02);
        }
    }

    [Fact]
    public void A_vector_of_nothing_is_no_nearer_than_nothing()
    {
        float[] nothing = [0, 0, 0, 0];
        Assert.InRange(Bound([0.5f, 0.5f, 0.5f, 0.5f], nothing), 0, 0.001);
        Assert.InRange(Bound(nothing, [0.5f, 0.5f, 0.5f, 0.5f]), 0, 0.001);
        Assert.InRange(Bound([1, 0, 0, 0], [float.Epsilon, 0, 0, 0]), 0, 0.001);
    }

    private static double Bound(float[] query, float[] row)
    {
        var values = new sbyte[row.Length];
        var made = VectorSketch.Make(row, values);
        using var sketch = new QuerySketch(query);
        return sketch.BoundOf(values, made);
    }

    /// <summary>A vector of unit length: spread evenly, one value alone, few values, equal values, or one that dwarfs the others.</summary>
    private static float[] Vector(Random random, int dimension, int kind)
    {
        var vector = Enumerable.Range(0, dimension).Select(i => kind switch
        {
            0 => Normal(random),
            1 => i == dimension / 2 ? -1f : 0,
            2 => random.Next(10) == 0 ? Normal(random) : 0,
            3 => random.Next(2) == 0 ? 1f : -1f,
            _ => i == 0 ? 1000f : Normal(random),
        }).ToArray();
        if (TensorPrimitives.Norm<float>(vector) == 0) vector[0] = 1;
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
