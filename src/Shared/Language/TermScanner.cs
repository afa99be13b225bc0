using System.Buffers;
using System.Globalization;
using System.Text;
using Edify.Rag.Shared.Words;

namespace Edify.Rag.Shared.Language;

/// <summary>Finds the terms of a text in any script.</summary>
/// <remarks>Scripts written without spaces yield pairs of neighbouring characters, as search engines index them.</remarks>
internal static class TermScanner
{
    /// <summary>The terms of a text, in order.</summary>
    public static List<Term> Scan(string text)
    {
        var terms = new List<Term>(text.Length / 6);
        for (var i = 0; i < text.Length;)
        {
            var end = EndOfRun(text, i, out var isUnspaced);
            if (end == i) i += char.IsSurrogatePair(text, i) ? 2 : 1;
            else if (isUnspaced) AddPairs(text, i, end, terms);
            else terms.Add(TermOf(text, i, end = Numerals.EndOfSchoolYear(text, i, end)));
            i = Math.Max(i, end);
        }

        return terms;
    }

    /// <summary>The stems of a text's content terms.</summary>
    public static HashSet<string> ContentStems(string text) =>
        [.. Scan(text).Where(t => t.IsContent).Select(t => t.Stem)];

    private static int EndOfRun(string text, int start, out bool isUnspaced)
    {
        isUnspaced = false;
        if (text[start] == '%') return start + 1;
        var i = start;
        while (i < text.Length)
        {
            var length = WordPart(text, i, out var unspaced);
            if (length == 0 && i > start && JoinsNumber(text, i)) length = 1;
            if (length == 0 || (i > start && unspaced != isUnspaced)) break;
            isUnspaced = unspaced;
            i += length;
        }

        return i;
    }

    // The points and colons within 1,200 or 10.5 or 8:30.
    private static bool JoinsNumber(string text, int i) =>
        text[i] is '.' or ',' or ':' && i + 1 < text.Length && char.IsDigit(text[i - 1]) && char.IsDigit(text[i + 1]);

    private static int WordPart(string text, int i, out bool isUnspaced)
    {
        isUnspaced = false;
        if (text[i] < 0x80) return char.IsAsciiLetterOrDigit(text[i]) ? 1 : 0;
        if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != OperationStatus.Done) return 0;

        var category = Rune.GetUnicodeCategory(rune);
        isUnspaced = category <= UnicodeCategory.EnclosingMark && IsOfUnspacedScript(rune.Value);
        return category <= UnicodeCategory.OtherNumber ? length : 0; // letters, marks and numbers come first
    }

    private static bool IsOfUnspacedScript(int value) => value switch
    {
        >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF => true, // Thai, Lao, Myanmar, Khmer
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF => true, // Kana, Han
        _ => false,
    };

    private static void AddPairs(string text, int start, int end, List<Term> terms)
    {
        if (end - start == 1) terms.Add(new(start, 1, text[start..end], KindOf(text[start..end]), IsCapitalized: false));
        for (var i = start; i + 2 <= end; i++)
        {
            var pair = text.Substring(i, 2);
            terms.Add(new(i, 2, pair, KindOf(pair), IsCapitalized: false));
        }
    }

    private static TermKind KindOf(string unspaced) => StopWords.IsUnspacedStop(unspaced) ? TermKind.Stop : TermKind.Word;

    private static Term TermOf(string text, int start, int end)
    {
        var raw = text[start..end];
        if (raw == "%") return new(start, 1, Synonyms.Percent, TermKind.Word, IsCapitalized: false);
        if (char.IsDigit(raw[0])) return new(start, end - start, Numerals.Normalize(raw), TermKind.Number, IsCapitalized: false);
        if (Numerals.OfRoman(raw) is { } roman) return new(start, end - start, roman, TermKind.Number, IsCapitalized: false);

        var folded = Fold(raw);
        if (StopWords.Contains(folded)) return new(start, end - start, folded, TermKind.Stop, char.IsUpper(raw[0]));
        var stem = Numerals.OfWord(folded) ?? Synonyms.Canonical(EnglishStemmer.Stem(folded));
        return new(start, end - start, stem, TermKind.Word, char.IsUpper(raw[0]));
    }

    /// <summary>Lower case, compatibility forms unified, accents of Latin, Greek and Cyrillic letters dropped.</summary>
    private static string Fold(string word)
    {
        if (Ascii.IsValid(word)) return word.ToLowerInvariant();
        var folded = new StringBuilder(word.Length);
        foreach (var unit in word.Normalize(NormalizationForm.FormKD))
        {
            if (unit is < '\u0300' or > '\u036F') folded.Append(char.ToLowerInvariant(unit));
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }
}
