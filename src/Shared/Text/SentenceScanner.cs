using System.Buffers;
using System.Collections.Frozen;

namespace Edify.Rag.Shared;

/// <summary>Finds where sentences end.</summary>
/// <remarks>
/// After the sentence boundaries of Unicode Standard Annex 29, tailored to prose: abbreviations, initials, decimals and
/// ordinals do not end a sentence, and neither does anything followed by a lower-case letter. A line feed always does, as
/// it separates the elements of a document, the rows of a table and the lines of code. Stateless; allocates nothing.
/// </remarks>
internal static class SentenceScanner
{
    private const int LongestAbbreviation = 16;

    private static readonly SearchValues<char> Terminators = SearchValues.Create("\n\u2029.!?…؟۔।॥։።။។。！？｡．");
    private static readonly SearchValues<char> Closers = SearchValues.Create("\"')]}’”»›」』）】〕》〉］*_");

    // What stands before a name or an explanation, whatever the case of the word that follows.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Abbreviations = Lookup(
        "mr", "mrs", "ms", "dr", "prof", "st", "mt", "rev", "hon", "capt", "col", "gen", "lt", "sgt", "messrs", "mme", "mlle",
        "vs", "cf", "viz", "approx", "ca", "al", "resp", "bzw", "vgl", "evtl", "inkl", "dipl", "ing", "sra", "srta", "esp", "incl");

    // What is an abbreviation only before a number: "No. 5" is one, "No." is an answer.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NumberAbbreviations = Lookup(
        "no", "nos", "nr", "p", "pp", "s", "fig", "figs", "tab", "vol", "ch", "chap", "sec", "art", "eq", "ex", "abs", "abb", "kap",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec");

    /// <summary>Where the sentence after the one that starts at <paramref name="start"/> begins.</summary>
    /// <param name="text">The text; its end ends the last sentence.</param>
    /// <param name="start">Where a sentence starts, from 0 to the length of <paramref name="text"/>.</param>
    /// <returns>
    /// One past the sentence with its closing quotes, brackets and trailing white space, so that repeated calls divide a
    /// text without gaps: greater than <paramref name="start"/>, or the length of <paramref name="text"/> at its end.
    /// </returns>
    public static int NextBoundary(ReadOnlySpan<char> text, int start)
    {
        for (var from = start; from < text.Length;)
        {
            var distance = text[from..].IndexOfAny(Terminators);
            if (distance < 0) break;

            var at = from + distance;
            if (text[at] is '\n' or '\u2029') return SkipWhiteSpace(text, at + 1);

            var afterRun = SkipAny(text, at + 1, Terminators);
            var end = SkipAny(text, afterRun, Closers);
            var next = SkipWhiteSpace(text, end);
            if (EndsSentence(text, start, at, afterRun, end, next)) return next;
            from = afterRun;
        }

        return text.Length;
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int start, int at, int afterRun, int end, int next)
    {
        if (text[at] is '。' or '！' or '？' or '｡' or '．') return true;
        if (next == text.Length) return true;
        if (next == end || char.IsLower(text[next])) return false;

        var isLonePeriod = text[at] == '.' && afterRun == at + 1;
        return !isLonePeriod || !IsAbbreviation(text, start, at, char.IsAsciiDigit(text[next]));
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> text, int start, int period, bool isBeforeNumber)
    {
        var word = WordBefore(text, start, period);
        if (word.Length is 0 or > LongestAbbreviation) return false;
        if (char.IsAsciiDigit(word[0])) return IsOrdinal(text[start..(period - word.Length)], word);
        if (word.Length == 1) return char.IsUpper(word[0]) || (isBeforeNumber && NumberAbbreviations.Contains(word));

        return IsDotted(word) || Abbreviations.Contains(word) || (isBeforeNumber && NumberAbbreviations.Contains(word));
    }

    // "1. Introduction": a number with nothing before it counts what follows.
    private static bool IsOrdinal(ReadOnlySpan<char> before, ReadOnlySpan<char> word) =>
        before.IsWhiteSpace() && !word.ContainsAnyExceptInRange('0', '9');

    // "e.g", "z.B", "U.S": single letters between periods.
    private static bool IsDotted(ReadOnlySpan<char> word)
    {
        if (word.Length % 2 == 0) return false;
        for (var i = 1; i < word.Length; i += 2)
            if (word[i] != '.') return false;
        return true;
    }

    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, int start, int period)
    {
        var from = period;
        while (from > start && period - from <= LongestAbbreviation && IsWordPart(text[from - 1])) from--;
        return text[from..period];
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '.';

    private static int SkipAny(ReadOnlySpan<char> text, int from, SearchValues<char> values)
    {
        while (from < text.Length && values.Contains(text[from]) && text[from] is not ('\n' or '\u2029')) from++;
        return from;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from])) from++;
        return from;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(params string[] words) =>
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
