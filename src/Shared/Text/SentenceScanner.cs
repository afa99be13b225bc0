using System.Buffers;

namespace Edify.Rag.Shared;

/// <summary>Finds where sentences end, in any script.</summary>
/// <remarks>
/// The sentence boundaries of Unicode Standard Annex 29, tailored to prose: what is followed by a lower-case letter or goes on with
/// a comma does not end (SB8, SB8a), neither do <see cref="Abbreviations"/>, initials, decimals (SB6) and ordinals; closing quotes
/// and brackets belong to the sentence before them (SB9 to SB11), and marks of alphabets count only before white space. A line
/// feed ends every sentence (SB4), as it separates the elements of a document, the rows of a table and the lines of code. Thai and
/// Lao have no marks: a space between two of their words ends a sentence that is not short. Stateless; allocates nothing.
/// </remarks>
internal static class SentenceScanner
{
    // Text is looked at in stretches, so that a search never runs far past the boundary that it finds.
    private const int Stretch = 256;
    private const int ShortestUnmarked = 30;

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
            var stretch = text.Slice(from, Math.Min(Stretch, text.Length - from));
            var distance = stretch.IndexOfAny(SentenceMarks.Terminators);
            var unmarked = UnmarkedBoundary(text, start, from, distance < 0 ? stretch : stretch[..distance]);
            if (unmarked > 0) return unmarked;
            from += distance < 0 ? stretch.Length : distance;
            if (distance < 0) continue;
            if (SentenceMarks.EndsParagraph(text[from])) return SkipWhiteSpace(text, from + 1);

            var afterRun = SkipStops(text, from + 1);
            var end = SkipClosers(text, afterRun);
            var next = SkipWhiteSpace(text, end);
            if (EndsSentence(text, start, from, afterRun, end, next)) return next;
            from = afterRun;
        }

        return text.Length;
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int start, int at, int afterRun, int end, int next)
    {
        if (text[at] == ';' && (at == start || !SentenceMarks.IsGreek(text[at - 1]))) return false;
        if (next == text.Length) return true;
        if (next == end && !SentenceMarks.NeedsNoSpace(text[at], text[next])) return false;
        if (SentenceMarks.Continuers.Contains(text[next])) return false;

        var first = SkipAny(text, next, SentenceMarks.Openers);
        if (first < text.Length && char.IsLower(text[first])) return false;
        var isLoneFullStop = SentenceMarks.IsFullStop(text[at]) && afterRun == at + 1;
        return !isLoneFullStop || !Abbreviations.IsOne(text, start, at, next);
    }

    private static int UnmarkedBoundary(ReadOnlySpan<char> text, int start, int from, ReadOnlySpan<char> stretch)
    {
        var at = stretch.IndexOfAnyInRange(SentenceMarks.FirstUnmarked, SentenceMarks.LastUnmarked);
        for (; at >= 0 && at < stretch.Length; at++)
        {
            var position = from + at;
            if (position - start < ShortestUnmarked || !char.IsWhiteSpace(text[position]) || !IsUnmarkedWord(text[position - 1])) continue;
            var next = SkipWhiteSpace(text, position);
            if (next < text.Length && IsUnmarkedWord(text[next])) return next;
        }

        return -1;
    }

    // The signs for a repetition and an omission stand between spaces within a sentence.
    private static bool IsUnmarkedWord(char c) => SentenceMarks.IsUnmarked(c) && c is not ('\u0E2F' or '\u0E46' or '\u0EAF' or '\u0EC6');

    private static int SkipStops(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && SentenceMarks.Terminators.Contains(text[from]) && !SentenceMarks.EndsParagraph(text[from])) from++;
        return from;
    }

    // French sets its quotation marks apart by a space that does not break.
    private static int SkipClosers(ReadOnlySpan<char> text, int from)
    {
        var end = SkipAny(text, from, SentenceMarks.Closers);
        return end + 1 < text.Length && text[end] is '\u00A0' or '\u202F' && text[end + 1] == '»' ? SkipAny(text, end + 1, SentenceMarks.Closers) : end;
    }

    private static int SkipAny(ReadOnlySpan<char> text, int from, SearchValues<char> values)
    {
        while (from < text.Length && values.Contains(text[from])) from++;
        return from;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from])) from++;
        return from;
    }
}
