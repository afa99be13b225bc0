using System.Numerics;
using System.Runtime.InteropServices;

namespace Edify.Rag.Qdrant.Server.Search;

internal enum Distance
{
    Cosine,
    Dot,
    Euclid,
    Manhattan,
}

/// <summary>How near two dense vectors are, in single precision.</summary>
internal static class Distances
{
    // What Rust calls the epsilon of its floats.
    private const float SinglePrecision = 1.1920929e-7f;

    /// <summary>Whether a greater score is the better one.</summary>
    public static bool IsGreaterBetter(Distance distance) => distance is Distance.Cosine or Distance.Dot;

    /// <summary>The score of a kept vector; for cosine both are of length one already.</summary>
    public static float Score(Distance distance, ReadOnlySpan<float> a, ReadOnlySpan<float> b) => distance switch
    {
        Distance.Euclid => MathF.Sqrt(Sum(a, b, static (x, y) => (x - y) * (x - y), static (x, y) => (x - y) * (x - y))),
        Distance.Manhattan => Sum(a, b, static (x, y) => Vector.Abs(x - y), static (x, y) => MathF.Abs(x - y)),
        _ => Sum(a, b, static (x, y) => x * y, static (x, y) => x * y),
    };

    /// <summary>Brings a vector to length one; one that is that already, or has no length, stays as it is.</summary>
    public static void Normalise(Span<float> vector)
    {
        var square = Score(Distance.Dot, vector, vector);
        if (square < SinglePrecision || MathF.Abs(square - 1) <= 1e-6f) return;
        var length = MathF.Sqrt(square);
        foreach (ref var value in vector) value /= length;
    }

    private static float Sum(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Func<Vector<float>, Vector<float>, Vector<float>> many, Func<float, float, float> one)
    {
        var blocksA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var blocksB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < blocksA.Length; i++) sums += many(blocksA[i], blocksB[i]);
        var sum = Vector.Sum(sums);
        for (var i = blocksA.Length * Vector<float>.Count; i < a.Length; i++) sum += one(a[i], b[i]);
        return sum;
    }
}
