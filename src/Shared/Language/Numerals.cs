using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Shared.Language;

/// <summary>Brings numbers to one form: 1,200 and 1200, 7th and seven, VII and 7, 2024–2025 and 2024-25.</summary>
internal static class Numerals
{
    private static readonly string[] Suffixes = ["st", "nd", "rd", "th"];
    private static readonly SearchValues<char> YearSeparators = SearchValues.Create("-–/");

    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["one"] = "1", ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5", ["six"] = "6", ["seven"] = "7", ["eight"] = "8",
        ["nine"] = "9", ["ten"] = "10", ["eleven"] = "11", ["twelve"] = "12", ["first"] = "1", ["second"] = "2", ["third"] = "3",
        ["fourth"] = "4", ["fifth"] = "5", ["sixth"] = "6", ["seventh"] = "7", ["eighth"] = "8", ["ninth"] = "9", ["tenth"] = "10",
        ["eleventh"] = "11", ["twelfth"] = "12",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Grades and terms go no further; a lone I, V or X is more often a letter.
    private static readonly string[] Romans = ["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"];
    private static readonly int[] RomanValues = [2, 3, 4, 6, 7, 8, 9, 11, 12];

    /// <summary>A number written in digits of any script, without grouping or ordinal suffix.</summary>
    public static string Normalize(string raw)
    {
        var number = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(raw[i]) is var digit and >= 0) number.Append((char)('0' + digit));
            else if (!(raw[i] == ',' && IsGroup(raw, i))) number.Append(char.ToLowerInvariant(raw[i]));
        }

        var text = number.ToString();
        if (text.Length > 5 && text.AsSpan(4).IndexOfAny(YearSeparators) == 0) return $"{text[..4]}-{text[^2..]}";
        foreach (var suffix in Suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && text[..^2].All(char.IsAsciiDigit)) return text[..^2];
        }

        return text;
    }

    /// <summary>Where a school year such as 2024-25 or 2024–2025 ends; the end of the number when it begins none.</summary>
    public static int EndOfSchoolYear(string text, int start, int end)
    {
        if (end - start != 4 || end + 2 >= text.Length || !YearSeparators.Contains(text[end])) return end;
        if (!TryYear(text, start, end, out var first)) return end;
        var last = end + 1;
        while (last < text.Length && char.IsAsciiLetterOrDigit(text[last])) last++;
        var digits = last - end - 1;
        var follows = digits is 2 or 4 && TryYear(text, end + 1, last, out var second) && second == (digits == 2 ? (first + 1) % 100 : first + 1);
        return follows ? last : end;
    }

    private static bool TryYear(string text, int start, int end, out int year) =>
        int.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out year);

    /// <summary>The number that a word names; <see langword="null"/> when it names none.</summary>
    public static string? OfWord(string word) => Words.GetValueOrDefault(word);

    /// <summary>The number that a Roman numeral in capitals stands for; <see langword="null"/> when it is none.</summary>
    public static string? OfRoman(string word)
    {
        var index = Array.IndexOf(Romans, word);
        return index < 0 ? null : RomanValues[index].ToString(CultureInfo.InvariantCulture);
    }

    // Groups of two or three digits: 1,200 and 1,20,000.
    private static bool IsGroup(string raw, int comma)
    {
        var digits = 0;
        while (comma + 1 + digits < raw.Length && char.IsDigit(raw[comma + 1 + digits])) digits++;
        return digits is 2 or 3;
    }
}
