using System.Buffers;
using System.Numerics.Tensors;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>What comes behind the transformer: pooling, dense layers, the cut to fewer dimensions, unit length.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class VectorMaker
{
    // As PyTorch's normalize has it.
    private const float Smallest = 1e-12f;

    private readonly PoolingSpec? _pooling;
    private readonly IReadOnlyList<DenseLayer> _layers;
    private readonly int _hidden;

    /// <param name="hidden">Length of what the transformer gives.</param>
    /// <param name="pooling">How token vectors are pooled; <see langword="null"/> where the transformer gives a text's vector.</param>
    /// <param name="layers">Layers behind it.</param>
    /// <param name="dimensions">Cuts vectors; 0 for all dimensions.</param>
    /// <param name="normalizes">Whether they get unit length.</param>
    /// <exception cref="RagConfigurationException">The parts do not fit together.</exception>
    public VectorMaker(int hidden, PoolingSpec? pooling, IReadOnlyList<DenseLayer> layers, int dimensions, bool normalizes)
    {
        (_hidden, _pooling, _layers) = (hidden, pooling, layers);
        Normalizes = normalizes;
        var size = PooledSize;
        foreach (var layer in layers)
        {
            if (layer.Inputs != size) throw new RagConfigurationException($"The model's dense layer takes vectors of {layer.Inputs} dimensions, and what comes before it gives {size}; its folder mixes files of several models.");
            size = layer.Outputs;
        }

        if (dimensions > size) throw new RagConfigurationException($"Dimensions is {dimensions}, and the model's vectors have {size}.");
        Dimension = dimensions > 0 ? dimensions : size;
    }

    /// <summary>Length of the vectors.</summary>
    public int Dimension { get; }

    public bool Normalizes { get; }

    private int PooledSize => _hidden * (_pooling?.Ways.Count ?? 1);

    /// <summary>Makes a text's vector.</summary>
    /// <param name="values">What the transformer gave: a vector for each token, or one.</param>
    /// <param name="skipped">How many tokens at the start do not count.</param>
    public float[] Make(ReadOnlySpan<float> values, int skipped)
    {
        var size = Math.Max(PooledSize, _layers.Count == 0 ? 0 : _layers.Max(l => l.Outputs));
        var (current, next) = (ArrayPool<float>.Shared.Rent(size), ArrayPool<float>.Shared.Rent(size));
        try
        {
            Pool(values, skipped, current);
            var length = PooledSize;
            foreach (var layer in _layers)
            {
                layer.Apply(current.AsSpan(0, length), next.AsSpan(0, layer.Outputs));
                (current, next, length) = (next, current, layer.Outputs);
            }

            var vector = current.AsSpan(0, Dimension).ToArray();
            if (Normalizes) Normalize(vector);
            return vector;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(current);
            ArrayPool<float>.Shared.Return(next);
        }
    }

    /// <summary>The mean of windows' directions, each by its weight.</summary>
    public float[] Average(ReadOnlySpan<float[]> windows, ReadOnlySpan<int> weights)
    {
        var mean = new float[Dimension];
        var sum = 0f;
        for (var i = 0; i < windows.Length; i++)
        {
            var length = Math.Max(Smallest, TensorPrimitives.Norm(windows[i]));
            TensorPrimitives.MultiplyAdd(windows[i], weights[i] / length, mean, mean);
            sum += weights[i];
        }

        TensorPrimitives.Divide(mean, sum, mean);
        if (Normalizes) Normalize(mean);
        return mean;
    }

    private void Pool(ReadOnlySpan<float> values, int skipped, Span<float> pooled)
    {
        if (_pooling is null)
        {
            values.CopyTo(pooled);
            return;
        }

        for (var i = 0; i < _pooling.Ways.Count; i++)
            TokenPooling.Pool(_pooling.Ways[i], values, _pooling.IncludesPrefix ? 0 : skipped, pooled.Slice(i * _hidden, _hidden));
    }

    private static void Normalize(Span<float> vector) => TensorPrimitives.Divide(vector, Math.Max(Smallest, TensorPrimitives.Norm<float>(vector)), vector);
}
