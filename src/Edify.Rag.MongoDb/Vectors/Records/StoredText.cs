using System.Buffers;
using System.Text;

namespace Edify.Rag.MongoDb.Vectors.Records;

/// <summary>Any text as BSON can hold it, and back.</summary>
/// <remarks>
/// BSON's texts are UTF-8, which has no halves of surrogate pairs. Such a half stands as U+10FFFF and a character of the private
/// use area, and U+10FFFF itself as U+10FFFF U+0001, so that all else sorts as it did.
/// </remarks>
internal static class StoredText
{
    private const string Mark = "\U0010FFFF";
    private const char ForMark = '\u0001';

    // Halves of surrogate pairs, U+D800 to U+DFFF, stand as U+E000 to U+E7FF.
    private const int ToPrivateUse = 0xE000 - 0xD800;

    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfAny(Special);
        if (first < 0) return text;
        var stored = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) stored.Append(text[i]);
            else if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) stored.Append(Mark).Append((char)(text[i] + ToPrivateUse));
            else
            {
                stored.Append(text[i]).Append(text[i + 1]);
                if (text[i] == Mark[0] && text[i + 1] == Mark[1]) stored.Append(ForMark);
                i++;
            }
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
            if (string.CompareOrdinal(stored, i, Mark, 0, Mark.Length) != 0 || i + Mark.Length == stored.Length)
            {
                text.Append(stored[i]);
                continue;
            }

            i += Mark.Length;
            if (stored[i] == ForMark) text.Append(Mark);
            else text.Append((char)(stored[i] - ToPrivateUse));
        }

        return text.ToString();
    }
}
