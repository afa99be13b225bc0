using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Text;

/// <summary>The characters that stand for bytes in byte-level vocabularies: printable ones for themselves, the rest from U+0100 on.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] OfByte = Make();
    private static readonly Dictionary<char, byte> Bytes = OfByte.Select((c, b) => (c, (byte)b)).ToDictionary(p => p.c, p => p.Item2);

    /// <summary>The character of the space.</summary>
    public const char Space = '\u0120';

    /// <summary>The byte that a character stands for.</summary>
    public static bool TryByte(char c, out byte value) => Bytes.TryGetValue(c, out value);

    /// <summary>Writes the next units of a text as the characters of their bytes.</summary>
    public static void Write(AlignedText text, int units)
    {
        var chars = text.Chars;
        Span<byte> utf8 = stackalloc byte[4];
        for (var end = text.Consumed + units; text.Consumed < end;)
        {
            var c = chars[text.Consumed];
            if (c < 0x80)
            {
                text.Replace(OfByte[c]);
                continue;
            }

            var length = CodePoints.ToUtf8(CodePoints.At(chars, text.Consumed), utf8);
            text.Replace(OfByte[utf8[0]]);
            for (var i = 1; i < length; i++) text.Insert(OfByte[utf8[i]]);
        }
    }

    private static char[] Make()
    {
        var map = new char[256];
        var next = '\u0100';
        for (var b = 0; b < 256; b++) map[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)b : next++;
        return map;
    }
}
