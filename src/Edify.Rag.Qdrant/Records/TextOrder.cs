namespace Edify.Rag.Qdrant.Records;

/// <summary>Texts as numbers that have their ordinal order: Qdrant has ranges of numbers and times, and none of texts.</summary>
/// <remarks>
/// A text is cut into parts of three UTF-16 units, each a number in base 2^17: the unit plus 1, or 0 behind the end. A part is below
/// 2^51, so a double holds it, and texts compare as their parts do, the first that differs deciding. What lies beyond the parts that
/// are kept is not needed to compare with a bound that ends within them, so bounds are limited, and texts are not.
/// </remarks>
internal static class TextOrder
{
    /// <summary>The most parts that are kept of a text.</summary>
    public const int MaxParts = 16;

    /// <summary>The longest bound that texts can be compared with, so that its end lies within the last part.</summary>
    public const int MaxBoundLength = (MaxParts * UnitsInPart) - 1;

    private const int UnitsInPart = 3;
    private const int BitsOfUnit = 17;

    private static readonly string[] Names = [.. Enumerable.Range(0, MaxParts).Select(i => ((char)('a' + i)).ToString())];

    /// <summary>The key of a part, from 0.</summary>
    public static string Name(int part) => Names[part];

    /// <summary>The parts of a text; the last one has its end in it, unless there are as many as are kept.</summary>
    public static long[] Parts(string text)
    {
        var parts = new long[Math.Min((text.Length / UnitsInPart) + 1, MaxParts)];
        for (var i = 0; i < parts.Length * UnitsInPart; i++)
            parts[i / UnitsInPart] = (parts[i / UnitsInPart] << BitsOfUnit) | (i < text.Length ? (long)text[i] + 1 : 0);
        return parts;
    }
}
