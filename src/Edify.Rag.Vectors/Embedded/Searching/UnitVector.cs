using System.Numerics.Tensors;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>Brings vectors to the unit length that a dot product needs to be a cosine.</summary>
internal static class UnitVector
{
    /// <summary>How far from 1 a length may be and still be taken for 1.</summary>
    private const float Tolerance = 1e-3f;

    /// <summary>The vector itself when it is of unit length, or else a copy that is.</summary>
    /// <param name="vector">A vector of a collection's dimension.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="what">What the vector is of, for messages.</param>
    /// <param name="parameter">The argument it came in.</param>
    /// <exception cref="ArgumentException">It has another dimension, holds what is no number, or has no direction.</exception>
    public static ReadOnlyMemory<float> Of(ReadOnlyMemory<float> vector, int dimension, string what, string parameter)
    {
        if (vector.Length != dimension)
        {
            throw new ArgumentException(
                $"The vector of {what} has {vector.Length} dimensions, but the collection has {dimension}. Use the embedder that the collection was made for.",
                parameter);
        }

        var norm = TensorPrimitives.Norm(vector.Span);
        if (!float.IsFinite(norm)) return Rescaled(vector.Span, what, parameter);
        if (norm == 0) throw Refused("is zero and has no direction", what, parameter);
        return MathF.Abs(norm - 1) <= Tolerance ? vector : Divided(vector.Span, norm);
    }

    // The squares of large numbers overflow although the numbers are finite.
    private static ReadOnlyMemory<float> Rescaled(ReadOnlySpan<float> vector, string what, string parameter)
    {
        var largest = TensorPrimitives.MaxMagnitude(vector);
        if (!float.IsFinite(largest)) throw Refused("holds a value that is not a finite number", what, parameter);
        var scaled = new float[vector.Length];
        TensorPrimitives.Divide(vector, largest, scaled);
        return Divided(scaled, TensorPrimitives.Norm<float>(scaled));
    }

    private static float[] Divided(ReadOnlySpan<float> vector, float norm)
    {
        var unit = new float[vector.Length];
        TensorPrimitives.Divide(vector, norm, unit);
        return unit;
    }

    private static ArgumentException Refused(string why, string what, string parameter) =>
        new($"The vector of {what} {why}. Embeddings are of unit length; look at the embedder.", parameter);
}
