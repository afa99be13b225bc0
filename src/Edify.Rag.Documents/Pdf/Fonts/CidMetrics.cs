using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Reads the arrays in which CID fonts give metrics: "first [a b ...]" for some CIDs, "first last a" for a range (ISO 32000-2, 9.7.4.3).</summary>
internal static class CidMetrics
{
    private const int MaxCid = 65535;
    private const int MaxAssignments = 1 << 20; // ranges that overlap over and over are an attack on time

    /// <param name="array">The entry W or W2; <see langword="null"/> when the font has none.</param>
    /// <param name="size">How many numbers describe a CID.</param>
    /// <param name="make">Makes a metric of these numbers.</param>
    public static Dictionary<int, T> Read<T>(PdfArray? array, int size, Func<double[], T> make)
    {
        var metrics = new Dictionary<int, T>();
        var left = MaxAssignments;
        for (var i = 0; i + 1 < array?.Count && left > 0;)
        {
            var first = (int)array.Number(i);
            if (array[i + 1] is PdfArray list)
            {
                for (var k = 0; k + size <= list.Count && left > 0; k += size, left--) metrics[first + k / size] = make(Take(list, k, size));
                i += 2;
            }
            else
            {
                var metric = make(Take(array, i + 2, size));
                var last = Math.Min((int)array.Number(i + 1), MaxCid);
                for (var cid = Math.Max(0, first); cid <= last && left > 0; cid++, left--) metrics[cid] = metric;
                i += 2 + size;
            }
        }

        return metrics;
    }

    private static double[] Take(PdfArray array, int from, int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++) numbers[i] = array.Number(from + i);
        return numbers;
    }
}
