using System.Buffers;
using System.Globalization;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>Boundaries of words and of what readers take for one character.</summary>
internal static class TextCuts
{
    /// <summary>Stands for a boundary that is not there.</summary>
    public const int None = -1;

    private static readonly SearchValues<char> WhiteSpace =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    /// <summary>After the last white space of a part of a text.</summary>
    public static int LastWord(ReadOnlySpan<char> text, int from, int limit)
    {
        var space = text[from..limit].LastIndexOfAny(WhiteSpace);
        return space < 0 ? None : from + space + 1;
    }

    /// <summary>Where the first word begins at or after a position; the length of the text when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The position, at least 1.</param>
    public static int NextWord(ReadOnlySpan<char> text, int from)
    {
        var space = text[(from - 1)..].IndexOfAny(WhiteSpace);
        if (space < 0) return text.Length;
        var word = text[(from - 1 + space)..].IndexOfAnyExcept(WhiteSpace);
        return word < 0 ? text.Length : from - 1 + space + word;
    }

    /// <summary>The last end of a grapheme cluster up to a limit before the end of the text, after a position; at least one character after it.</summary>
    public static int LastGrapheme(ReadOnlySpan<char> text, int from, int limit)
    {
        if (text[limit - 1] < '\u0300' && text[limit] < '\u0300') return limit;

        var cut = from;
        while (StringInfo.GetNextTextElementLength(text[cut..]) is var length && cut + length <= limit) cut += length;
        if (cut > from) return cut;

        // One cluster alone is larger than a chunk; then only the character stays whole.
        return char.IsLowSurrogate(text[limit]) && char.IsHighSurrogate(text[limit - 1]) ? Math.Max(limit - 1, from + 2) : limit;
    }

    /// <summary>Whether a position lies within a grapheme cluster; one that white space precedes does not.</summary>
    public static bool IsInsideGrapheme(ReadOnlySpan<char> text, int at) =>
        at < text.Length && text[at] >= '\u0300' && !char.IsWhiteSpace(text[at - 1]) && StringInfo.GetNextTextElementLength(text[(at - 1)..]) > 1;
}
