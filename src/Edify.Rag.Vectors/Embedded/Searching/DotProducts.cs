using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>Dot products of one vector with four others at a time, so that the query is loaded once and four sums are under way.</summary>
/// <remarks>
/// Each row's products are added in the same order wherever the row stands and whatever rows it shares the pass with, so its
/// score is the same to the last bit in memory and on disk.
/// </remarks>
internal static class DotProducts
{
    public const int Rows = 4;

    private static readonly int Width = Vector512<float>.Count;

    /// <summary>The dot products with four rows of a matrix.</summary>
    /// <param name="query">The vector.</param>
    /// <param name="matrix">Rows of the query's length.</param>
    /// <param name="rows">Four indexes of rows; a row may stand there twice.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Of(ReadOnlySpan<float> query, ReadOnlySpan<float> matrix, ReadOnlySpan<int> rows)
    {
        var length = query.Length;
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var a = ref MemoryMarshal.GetReference(matrix.Slice(rows[0] * length, length));
        ref var b = ref MemoryMarshal.GetReference(matrix.Slice(rows[1] * length, length));
        ref var c = ref MemoryMarshal.GetReference(matrix.Slice(rows[2] * length, length));
        ref var d = ref MemoryMarshal.GetReference(matrix.Slice(rows[3] * length, length));

        var (sumA, sumB, sumC, sumD) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        nuint i = 0;
        for (; i + (nuint)Width <= (nuint)length; i += (nuint)Width)
        {
            var part = Vector512.LoadUnsafe(ref q, i);
            sumA = Vector512.FusedMultiplyAdd(part, Vector512.LoadUnsafe(ref a, i), sumA);
            sumB = Vector512.FusedMultiplyAdd(part, Vector512.LoadUnsafe(ref b, i), sumB);
            sumC = Vector512.FusedMultiplyAdd(part, Vector512.LoadUnsafe(ref c, i), sumC);
            sumD = Vector512.FusedMultiplyAdd(part, Vector512.LoadUnsafe(ref d, i), sumD);
        }

        var sums = Vector128.Create(Vector512.Sum(sumA), Vector512.Sum(sumB), Vector512.Sum(sumC), Vector512.Sum(sumD));
        for (; i < (nuint)length; i++)
        {
            var rest = Vector128.Create(Unsafe.Add(ref a, i), Unsafe.Add(ref b, i), Unsafe.Add(ref c, i), Unsafe.Add(ref d, i));
            sums = Vector128.FusedMultiplyAdd(rest, Vector128.Create(Unsafe.Add(ref q, i)), sums);
        }

        return sums;
    }
}
