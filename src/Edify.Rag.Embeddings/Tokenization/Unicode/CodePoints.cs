using System.Runtime.CompilerServices;

namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>Code points of well-formed UTF-16.</summary>
internal static class CodePoints
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        var c = text[index];
        if (!char.IsHighSurrogate(c))
        {
            length = 1;
            return c;
        }

        length = 2;
        return char.ConvertToUtf32(c, text[index + 1]);
    }

    public static int At(ReadOnlySpan<char> text, int index) => At(text, index, out _);

    /// <summary>The code point that ends before a place.</summary>
    public static int Before(ReadOnlySpan<char> text, int end) =>
        char.IsLowSurrogate(text[end - 1]) ? char.ConvertToUtf32(text[end - 2], text[end - 1]) : text[end - 1];

    public static int UnitsAt(ReadOnlySpan<char> text, int index) => char.IsHighSurrogate(text[index]) ? 2 : 1;

    public static int Utf8Length(int codePoint) => codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        foreach (var c in text)
            if (char.IsLowSurrogate(c)) count--;
        return count;
    }

    /// <summary>Writes the bytes of a code point in UTF-8, and returns how many they are.</summary>
    public static int ToUtf8(int codePoint, Span<byte> into) => new System.Text.Rune(codePoint).EncodeToUtf8(into);

    /// <summary>Writes U+FFFD over surrogates without their other half, which no tokenizer knows.</summary>
    public static void ReplaceUnpaired(Span<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i < text.Length && i >= 0; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else text[i] = '\uFFFD';
        }
    }
}
