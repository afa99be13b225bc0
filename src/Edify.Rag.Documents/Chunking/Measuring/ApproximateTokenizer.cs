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
            if (word == 0 && CountBlock(text, i, ref tokens) is var counted and > 0)
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

    // Counts the next block, but for a word that may go on after it; none where something in it is not ASCII.
    private static int CountBlock(ReadOnlySpan<char> text, int start, ref int tokens)
    {
        var left = text.Length - start;
        if (left < Block) return CountRest(text, left, ref tokens);
        if (!TryRead(text.Slice(start, Block), out var words, out var signs)) return 0;
        var counted = Block - BitOperations.LeadingZeroCount(~words);
        if (counted < Block) words &= (1UL << counted) - 1;
        tokens += BitOperations.PopCount(signs) + CountWords(words);
        return counted;
    }

    // The end of the text, read as part of its last block where it has one; what was counted of that is shifted out.
    private static int CountRest(ReadOnlySpan<char> text, int left, ref int tokens)
    {
        if (text.Length >= Block && TryRead(text[^Block..], out var words, out var signs)) (words, signs) = (words >> (Block - left), signs >> (Block - left));
        else if (!TryReadPadded(text[^left..], out words, out signs)) return 0;
        tokens += BitOperations.PopCount(signs) + CountWords(words);
        return left;
    }

    private static bool TryReadPadded(ReadOnlySpan<char> text, out ulong words, out ulong signs)
    {
        Span<char> padded = stackalloc char[Block];
        text.CopyTo(padded);
        padded[text.Length..].Fill(' ');
        return TryRead(padded, out words, out signs);
    }

    // A bit for each character, the first one the lowest: which belong to words, and which are signs.
    private static bool TryRead(ReadOnlySpan<char> block, out ulong words, out ulong signs)
    {
        var units = MemoryMarshal.Cast<char, ushort>(block);
        var (a, b) = (Vector256.Create(units), Vector256.Create(units[16..]));
        var (c, d) = (Vector256.Create(units[32..]), Vector256.Create(units[48..]));
        words = signs = 0;
        if (((a | b | c | d) & Vector256.Create((ushort)0xFF80)) != Vector256<ushort>.Zero) return false;

        var (low, high) = (Vector256.Narrow(a, b), Vector256.Narrow(c, d));
        words = Bits(WordParts(low), WordParts(high));
        signs = ~(words | Bits(Spaces(low), Spaces(high)));
        return true;
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
