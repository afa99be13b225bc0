using System.Numerics.Tensors;
using Edify.Rag.Vectors.Embedded.Searching;

namespace Edify.Rag.Vectors.Tests.Embedded.Searching;

public sealed class DotProductsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(384)]
    public void Each_row_gets_its_product_to_the_same_bit_whichever_rows_it_shares_the_pass_with(int dimension)
    {
        var random = new Random(dimension);
        var matrix = Enumerable.Range(0, 10 * dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var query = Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();

        for (var row = 0; row < 10; row++)
        {
            var alone = DotProducts.Of(query, matrix, [row, row, row, row])[0];
            var others = Enumerable.Range(0, 4).Select(place => DotProducts.Of(query, matrix, [.. Enumerable.Range(0, 4).Select(i => i == place ? row : random.Next(10))])[place]);

            Assert.Equal(TensorPrimitives.Dot<float>(query, matrix.AsSpan(row * dimension, dimension)), alone, 1e-4f);
            Assert.All(others, product => Assert.Equal(BitConverter.SingleToInt32Bits(alone), BitConverter.SingleToInt32Bits(product)));
        }
    }
}
