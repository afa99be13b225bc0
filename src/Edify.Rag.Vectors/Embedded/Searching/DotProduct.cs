using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>The dot product of a query with one row, in four sums that are under way at the same time.</summary>
/// <remarks>
/// Row after row, because a scan waits for memory: the processor fetches ahead of one stream of addresses better than of several, and
/// four rows at a time took twice as long. A row's products are added in one order wherever the row stands, so its score is the
/// same to the last bit in memory and on disk.
/// </remarks>
internal static class DotProduct
{
    /// <summary>The dot product.</summary>
    /// <param name="query">The one vector.</param>
    /// <param name="row">The other, of the same length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of(ReadOnlySpan<float> query, ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, query.Length);
        var (length, width) = ((nuint)query.Length, (nuint)Vector512<float>.Count);
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var r = ref MemoryMarshal.GetReference(row);

        var (first, second, third, fourth) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        nuint i = 0;
        for (; i + (4 * width) <= length; i += 4 * width)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref q, i), Vector512.LoadUnsafe(ref r, i), first);
            second = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref q, i + width), Vector512.LoadUnsafe(ref r, i + width), second);
            third = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref q, i + (2 * width)), Vector512.LoadUnsafe(ref r, i + (2 * width)), third);
            fourth = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref q, i + (3 * width)), Vector512.LoadUnsafe(ref r, i + (3 * width)), fourth);
        }

        for (; i + width <= length; i += width) first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref q, i), Vector512.LoadUnsafe(ref r, i), first);
        var sum = Vector512.Sum((first + second) + (third + fourth));
        for (; i < length; i++) sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref q, i), Unsafe.Add(ref r, i), sum);
        return sum;
    }
}
