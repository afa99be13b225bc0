using Edify.Rag.Embeddings.Onnx;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class ErrorFunctionTests
{
    // Abramowitz and Stegun, table 7.1; beyond, to 15 places.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.520499877813047)]
    [InlineData(1, 0.842700792949715)]
    [InlineData(2, 0.995322265018953)]
    [InlineData(2.9999, 0.999977895573518)]
    [InlineData(3.0001, 0.99997792342413)]
    [InlineData(5, 0.999999999998463)]
    [InlineData(-1, -0.842700792949715)]
    public void It_has_the_values_of_the_tables(double x, double expected) => Assert.Equal(expected, ErrorFunction.Of(x), 2e-11);
}
