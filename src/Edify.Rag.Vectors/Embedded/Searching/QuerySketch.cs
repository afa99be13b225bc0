using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>A question's vector, rounded to be compared with sketches: tells how similar a row can be at most.</summary>
/// <remarks>
/// With a sketch ŝ of a row s and a rounded question q̂ of q, s·q = ŝ·q̂ + ŝ·(q - q̂) + (s - ŝ)·q, and by Cauchy and Schwarz neither of the last two
/// is more than the product of the lengths. So a row whose bound is below the threshold is not among the best, and only the others are
/// looked at in full: what is found is exactly what a comparison with every vector finds, for a quarter of the memory read.
/// </remarks>
internal sealed class QuerySketch : IDisposable
{
    // Products of 14 bits by 7, summed up in pairs, and then in 32 bits.
    private const int MostOfValue = 8191;

    // Similarities are computed in single precision.
    private const double Slack = 1e-5;

    private readonly short[] _values;
    private readonly int _dimension;
    private readonly double _step;
    private readonly double _length;
    private readonly double _error;

    public QuerySketch(ReadOnlySpan<float> query)
    {
        _dimension = query.Length;
        _values = ArrayPool<short>.Shared.Rent(_dimension);
        var most = Math.Min(MostOfValue, int.MaxValue / (VectorSketch.Most * Math.Max(1, _dimension)));
        _step = Math.Abs(TensorPrimitives.MaxMagnitude(query)) / (double)most;
        _length = TensorPrimitives.Norm(query);
        var squares = 0.0;
        for (var i = 0; i < _dimension; i++)
        {
            _values[i] = _step > 0 ? (short)Math.Clamp(Math.Round(query[i] / _step), -most, most) : (short)0;
            var difference = query[i] - (_values[i] * _step);
            squares += difference * difference;
        }

        _error = Math.Sqrt(squares);
    }

    /// <summary>A similarity that the row does not exceed.</summary>
    /// <param name="sketch">The row's sketch.</param>
    /// <param name="row">What it is worth.</param>
    public double BoundOf(ReadOnlySpan<sbyte> sketch, SketchRow row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sketch.Length, _dimension);
        var product = Product(ref MemoryMarshal.GetArrayDataReference(_values), ref MemoryMarshal.GetReference(sketch), (nuint)_dimension);

        // Vectors are of unit length, so a sketch is no longer than its error makes it.
        return (product * _step * row.Step) + (_length * row.Error) + (_error * (1 + row.Error)) + Slack;
    }

    public void Dispose() => ArrayPool<short>.Shared.Return(_values);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Product(ref short query, ref sbyte sketch, nuint length)
    {
        nuint i = 0;
        var sum = 0;
        if (Avx512BW.IsSupported)
        {
            var (first, second) = (Vector512<int>.Zero, Vector512<int>.Zero);
            for (; i + 64 <= length; i += 64)
            {
                first += Avx512BW.MultiplyAddAdjacent(
                    Vector512.LoadUnsafe(ref query, i), Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref sketch, i)));
                second += Avx512BW.MultiplyAddAdjacent(
                    Vector512.LoadUnsafe(ref query, i + 32), Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref sketch, i + 32)));
            }

            sum = Vector512.Sum(first + second);
        }
        else if (Avx2.IsSupported)
        {
            var (first, second) = (Vector256<int>.Zero, Vector256<int>.Zero);
            for (; i + 32 <= length; i += 32)
            {
                first += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref query, i), Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref sketch, i)));
                second += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref query, i + 16), Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref sketch, i + 16)));
            }

            sum = Vector256.Sum(first + second);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            var total = Vector128<int>.Zero;
            for (; i + 16 <= length; i += 16)
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref sketch, i));
                total += Products(Vector128.LoadUnsafe(ref query, i), low) + Products(Vector128.LoadUnsafe(ref query, i + 8), high);
            }

            sum = Vector128.Sum(total);
        }

        for (; i < length; i++) sum += Unsafe.Add(ref query, i) * Unsafe.Add(ref sketch, i);
        return sum;
    }

    private static Vector128<int> Products(Vector128<short> query, Vector128<short> sketch)
    {
        var (queryLow, queryHigh) = Vector128.Widen(query);
        var (sketchLow, sketchHigh) = Vector128.Widen(sketch);
        return (queryLow * sketchLow) + (queryHigh * sketchHigh);
    }
}
