using System.Buffers;
using System.Text;

namespace Edify.Rag.Shared.Engines;

/// <summary>Any text as JSON and PostgreSQL can hold it, and back.</summary>
/// <remarks>
/// UTF-8 has no halves of surrogate pairs, which .NET's texts may hold, and PostgreSQL's texts have no NUL. Each stands as U+0001
/// and a further character, and so does U+0001 itself: NUL as U+0001 U+0001 and U+0001 as U+0001 U+0002, so that what is stored
/// sorts as the text does. Texts without any of them, which is all that people write, stay as they are.
/// </remarks>
internal static class StoredText
{
    private const char Mark = '\u0001';
    private const char ForNul = '\u0001';
    private const char ForMark = '\u0002';

    // Halves of surrogate pairs, U+D800 to U+DFFF, stand as characters of the private use area.
    private const int ToPrivateUse = 0xE000 - 0xD800;

    private static readonly SearchValues<char> Special = SearchValues.Create([
        '\0', Mark, .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfAny(Special);
        if (first < 0) return text;
        var stored = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] is '\0') stored.Append(Mark).Append(ForNul);
            else if (text[i] is Mark) stored.Append(Mark).Append(ForMark);
            else if (!char.IsSurrogate(text[i])) stored.Append(text[i]);
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) stored.Append(text[i]).Append(text[++i]);
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
            else text.Append(stored[++i] switch { ForNul => '\0', ForMark => Mark, var unit => (char)(unit - ToPrivateUse) });
        }

        return text.ToString();
    }
}
