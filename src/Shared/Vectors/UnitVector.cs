using System.Numerics.Tensors;

namespace Edify.Rag.Shared.Vectors;

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

        return MathF.Abs(TensorPrimitives.Norm(vector.Span) - 1) <= Tolerance ? vector : Normalized(vector.Span, what, parameter);
    }

    private static float[] Normalized(ReadOnlySpan<float> vector, string what, string parameter)
    {
        var largest = MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (!float.IsFinite(largest)) throw Refused("holds a value that is not a finite number", what, parameter);
        if (largest == 0) throw Refused("is zero and has no direction", what, parameter);

        // Brought to about 1 first, because the squares of very large and very small numbers have no room in a float.
        var unit = new float[vector.Length];
        TensorPrimitives.Divide(vector, largest, unit);
        TensorPrimitives.Divide(unit, TensorPrimitives.Norm<float>(unit), unit);
        return unit;
    }

    private static ArgumentException Refused(string why, string what, string parameter) =>
        new($"The vector of {what} {why}. Embeddings are of unit length; look at the embedder.", parameter);
}
