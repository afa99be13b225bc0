using System.Numerics.Tensors;
using Edify.Rag.Vectors.Embedded.Searching;

namespace Edify.Rag.Vectors.Tests.Embedded.Searching;

public sealed class DotProductTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(79)]
    [InlineData(384)]
    public void A_row_gets_its_product_to_the_same_bit_wherever_it_stands(int dimension)
    {
        var random = new Random(dimension);
        var row = Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var query = Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var product = DotProduct.Of(query, row);

        Assert.Equal(TensorPrimitives.Dot<float>(query, row), product, 1e-4f);
        for (var place = 0; place < 20; place++)
        {
            var matrix = new float[place + dimension];
            row.CopyTo(matrix, place);
            Assert.Equal(BitConverter.SingleToInt32Bits(product), BitConverter.SingleToInt32Bits(DotProduct.Of(query, matrix.AsSpan(place))));
        }
    }
}
