using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Edify.Rag.Documents.Chunking.Measuring;

/// <summary>Estimates tokens without a model's vocabulary.</summary>
/// <remarks>
/// Letters and digits between other characters count one token per four characters begun, each ideograph, sign and
/// surrogate pair counts one, and white space none. Close enough to budget by; not what any model counts exactly. Plain ASCII is
/// counted 64 characters at a time, as sets of bits.
/// </remarks>
internal sealed class ApproximateTokenizer : ITextTokenizer
{
    private const int CharactersPerToken = 4;
    private const int Block = 64;

    /// <inheritdoc/>
    public string Fingerprint => "approximate/1";

    /// <inheritdoc/>
    public int CountTokens(ReadOnlySpan<char> text)
    {
        int tokens = 0, word = 0;
        for (var i = 0; i < text.Length;)
        {
            if (word == 0 && CountBlock(text[i..], ref tokens) is var counted and > 0)
            {
                i += counted;
                continue;
            }

            var c = text[i++];
            if (IsWordPart(c))
            {
                if (word++ % CharactersPerToken == 0) tokens++;
                continue;
            }

            word = 0;
            if (!char.IsWhiteSpace(c) && !char.IsLowSurrogate(c)) tokens++;
        }

        return tokens;
    }

    // Counts the next block but for a word that may go on after it; none where something in it is not ASCII.
    private static int CountBlock(ReadOnlySpan<char> text, ref int tokens)
    {
        if (text.Length >= Block) return CountWhole(text[..Block], ref tokens);
        Span<char> padded = stackalloc char[Block];
        text.CopyTo(padded);
        padded[text.Length..].Fill(' ');
        return Math.Min(text.Length, CountWhole(padded, ref tokens));
    }

    private static int CountWhole(ReadOnlySpan<char> block, ref int tokens)
    {
        var units = MemoryMarshal.Cast<char, ushort>(block);
        var (a, b) = (Vector256.Create(units), Vector256.Create(units[16..]));
        var (c, d) = (Vector256.Create(units[32..]), Vector256.Create(units[48..]));
        if (((a | b | c | d) & Vector256.Create((ushort)0xFF80)) != Vector256<ushort>.Zero) return 0;

        var (low, high) = (Vector256.Narrow(a, b), Vector256.Narrow(c, d));
        var words = Bits(WordParts(low), WordParts(high));
        var counted = Block - BitOperations.LeadingZeroCount(~words);
        if (counted == 0) return 0;
        var mask = counted == Block ? ulong.MaxValue : (1UL << counted) - 1;
        words &= mask;
        var signs = ~(words | Bits(Spaces(low), Spaces(high))) & mask;
        tokens += BitOperations.PopCount(signs) + CountWords(words);
        return counted;
    }

    // The first of every four characters of a word: its start, and whatever stands four further on in the same word.
    private static int CountWords(ulong words)
    {
        var inside = words & (words << 1);
        inside &= inside << 2;
        inside &= words << 4;
        var tokens = 0;
        for (var firsts = words & ~(words << 1); firsts != 0; firsts = (firsts << CharactersPerToken) & inside) tokens += BitOperations.PopCount(firsts);
        return tokens;
    }

    private static Vector256<byte> WordParts(Vector256<byte> text) =>
        Vector256.LessThan((text | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26))
        | Vector256.LessThan(text - Vector256.Create((byte)'0'), Vector256.Create((byte)10));

    private static Vector256<byte> Spaces(Vector256<byte> text) =>
        Vector256.Equals(text, Vector256.Create((byte)' ')) | Vector256.LessThan(text - Vector256.Create((byte)'\t'), Vector256.Create((byte)5));

    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    // From U+2E80 on, scripts are written without spaces: Chinese, Japanese, Korean.
    private static bool IsWordPart(char c) =>
        char.IsAsciiLetterOrDigit(c) || (c is > '\u007F' and < '\u2E80' && (char.IsLetterOrDigit(c) || IsMark(c)));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is >= UnicodeCategory.NonSpacingMark and <= UnicodeCategory.EnclosingMark;
}
