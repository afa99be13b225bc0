using System.Numerics.Tensors;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Makes one vector of those of a text's tokens.</summary>
internal static class TokenPooling
{
    /// <summary>Pools one way.</summary>
    /// <param name="way">Which.</param>
    /// <param name="tokens">The tokens' vectors, one behind the other; at least one.</param>
    /// <param name="skipped">How many at the start do not count; less than all.</param>
    /// <param name="pooled">Takes the vector.</param>
    public static void Pool(OnnxPooling way, ReadOnlySpan<float> tokens, int skipped, Span<float> pooled)
    {
        var size = pooled.Length;
        var counted = tokens[(skipped * size)..];
        var count = counted.Length / size;
        switch (way)
        {
            case OnnxPooling.Cls:
                tokens[..size].CopyTo(pooled);
                break;
            case OnnxPooling.LastToken:
                counted[^size..].CopyTo(pooled);
                break;
            case OnnxPooling.Max:
                counted[..size].CopyTo(pooled);
                for (var i = 1; i < count; i++) TensorPrimitives.Max(pooled, counted.Slice(i * size, size), pooled);
                break;
            case OnnxPooling.WeightedMean:
                WeightedMean(counted, skipped, count, pooled);
                break;
            default:
                Sum(counted, count, pooled);
                TensorPrimitives.Divide(pooled, way == OnnxPooling.Mean ? count : MathF.Sqrt(count), pooled);
                break;
        }
    }

    private static void Sum(ReadOnlySpan<float> tokens, int count, Span<float> sum)
    {
        var size = sum.Length;
        tokens[..size].CopyTo(sum);
        for (var i = 1; i < count; i++) TensorPrimitives.Add(sum, tokens.Slice(i * size, size), sum);
    }

    // Places count from the start of the text, whatever is skipped there.
    private static void WeightedMean(ReadOnlySpan<float> tokens, int skipped, int count, Span<float> mean)
    {
        var size = mean.Length;
        var weights = 0f;
        mean.Clear();
        for (var i = 0; i < count; i++)
        {
            float weight = skipped + i + 1;
            TensorPrimitives.MultiplyAdd(tokens.Slice(i * size, size), weight, mean, mean);
            weights += weight;
        }

        TensorPrimitives.Divide(mean, weights, mean);
    }
}
