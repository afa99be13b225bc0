using System.Numerics.Tensors;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>How a row of a sketch stands to its vector.</summary>
/// <param name="Step">What one unit of the sketch is worth.</param>
/// <param name="Error">Length of the difference between the vector and what its sketch stands for; never too little.</param>
internal readonly record struct SketchRow(float Step, float Error);

/// <summary>Sketches of a block of vectors: a byte for each value.</summary>
/// <param name="values">The sketches, one after the other.</param>
/// <param name="rows">What each of them is worth.</param>
internal readonly ref struct SketchBlock(ReadOnlySpan<sbyte> values, ReadOnlySpan<SketchRow> rows)
{
    public ReadOnlySpan<sbyte> Values { get; } = values;

    public ReadOnlySpan<SketchRow> Rows { get; } = rows;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Rows.IsEmpty;
}

/// <summary>Rounds a vector to a byte for each value, and tells how far off that is.</summary>
internal static class VectorSketch
{
    /// <summary>The largest value of a sketch; there is none below its opposite.</summary>
    public const int Most = sbyte.MaxValue;

    // What is computed in single precision is not exact itself.
    private const double Slack = 1.0001;

    /// <summary>Makes the sketch of a vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="sketch">Takes the sketch; as long as the vector.</param>
    public static SketchRow Make(ReadOnlySpan<float> vector, Span<sbyte> sketch)
    {
        var step = Math.Abs(TensorPrimitives.MaxMagnitude(vector)) / Most;
        if (!(step > 0) || !float.IsFinite(step) || !float.IsFinite(1 / step))
        {
            // Nothing to round to: its error says all there is to say of it.
            sketch.Clear();
            return new(0, (float)(TensorPrimitives.Norm(vector) * Slack));
        }

        var squares = 0.0;
        for (var i = 0; i < vector.Length; i++)
        {
            sketch[i] = (sbyte)Math.Clamp(MathF.Round(vector[i] / step), -Most, Most);
            var difference = vector[i] - ((double)sketch[i] * step);
            squares += difference * difference;
        }

        return new(step, (float)(Math.Sqrt(squares) * Slack));
    }
}
