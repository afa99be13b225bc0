using System.Text;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Any text as JSON can hold it, and back.</summary>
/// <remarks>
/// JSON in UTF-8 has no halves of surrogate pairs, which .NET's texts may hold. Each stands as U+0001 and a character of the private
/// use area, and U+0001 itself as U+0001 U+0002. Texts without either, which is all that people write, stay as they are.
/// </remarks>
internal static class StoredText
{
    private const char Mark = '\u0001';
    private const char ForMark = '\u0002';

    // U+D800 to U+DFFF stand as U+E000 to U+E7FF.
    private const int ToPrivateUse = 0xE000 - 0xD800;

    public static string Of(string text)
    {
        var first = IndexOfSpecial(text);
        if (first < 0) return text;
        var stored = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] is Mark) stored.Append(Mark).Append(ForMark);
            else if (!char.IsSurrogate(text[i])) stored.Append(text[i]);
            else if (IsPair(text, i)) stored.Append(text[i]).Append(text[++i]);
            else stored.Append(Mark).Append((char)(text[i] + ToPrivateUse));
        }

        return stored.ToString();
    }

    public static string Read(string stored)
    {
        var first = stored.IndexOf(Mark, StringComparison.Ordinal);
        if (first < 0) return stored;
        var text = new StringBuilder(stored, 0, first, stored.Length);
        for (var i = first; i < stored.Length; i++)
        {
            if (stored[i] is not Mark || i + 1 == stored.Length) text.Append(stored[i]);
            else text.Append(stored[++i] is ForMark ? Mark : (char)(stored[i] - ToPrivateUse));
        }

        return text.ToString();
    }

    private static int IndexOfSpecial(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is Mark) return i;
            if (!char.IsSurrogate(text[i])) continue;
            if (!IsPair(text, i)) return i;
            i++;
        }

        return -1;
    }

    private static bool IsPair(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
}
