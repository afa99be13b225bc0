using System.Numerics.Tensors;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Vectors.Tests.Shared.Vectors;

public sealed class UnitVectorTests
{
    [Fact]
    public void A_unit_vector_is_left_as_it_is()
    {
        ReadOnlyMemory<float> vector = new[] { 0.6f, 0.8f };

        Assert.True(vector.Equals(UnitVector.Of(vector, 2, "x", "p")));
    }

    [Theory]
    [InlineData(3f, 4f)]
    [InlineData(3e30f, 4e30f)]
    [InlineData(3e-30f, 4e-30f)]
    public void A_vector_of_another_length_is_brought_to_unit_length(float x, float y)
    {
        var unit = UnitVector.Of(new[] { x, y }, 2, "x", "p").Span;

        Assert.Equal(0.6f, unit[0], 1e-6f);
        Assert.Equal(1f, TensorPrimitives.Norm(unit), 1e-6f);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_vector_without_a_direction_is_refused_with_what_it_is_of(float value)
    {
        var error = Assert.Throws<ArgumentException>(() => UnitVector.Of(new[] { value, 0f }, 2, "record 7", "records"));

        Assert.Contains("record 7", error.Message, StringComparison.Ordinal);
        Assert.Equal("records", error.ParamName);
    }

    [Fact]
    public void A_vector_of_another_dimension_is_refused_with_both_named()
    {
        var error = Assert.Throws<ArgumentException>(() => UnitVector.Of(new float[3], 2, "the query", "query"));

        Assert.Contains("the query has 3 dimensions, but the collection has 2", error.Message, StringComparison.Ordinal);
    }
}
