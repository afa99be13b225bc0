using System.Text;

namespace Edify.Rag.Postgres.Ledger;

/// <summary>Source and name as bytes that sort as their ordinal comparison does.</summary>
/// <remarks>
/// UTF-8 sorts by code point, UTF-16 puts what lies beyond U+FFFF before U+E000. The lead bytes of U+E000 to U+FFFF, 0xEE and
/// 0xEF, are raised above those of what lies beyond, which end at 0xF4. Texts hold no NUL, so one ends the source.
/// </remarks>
internal static class LedgerPlace
{
    /// <summary>Before every place.</summary>
    public static readonly byte[] First = [];

    /// <summary>After every place.</summary>
    public static readonly byte[] Last = [0xFF, 0xFF];

    public static byte[] Of(string source, string name) => Encode($"{source}\0{name}");

    /// <summary>Before the names of a source.</summary>
    public static byte[] StartOf(string source) => Encode(source + "\0");

    /// <summary>After the names of a source.</summary>
    public static byte[] EndOf(string source) => Encode(source + "\u0001");

    private static byte[] Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (ref var b in bytes.AsSpan())
        {
            if (b is 0xEE or 0xEF) b += 0x10;
        }

        return bytes;
    }
}
