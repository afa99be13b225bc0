using System.Globalization;
using System.Text;

namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>What a character beyond ASCII is compared as.</summary>
internal static class CharacterFolding
{
    /// <summary>The most characters that one becomes.</summary>
    public const int Longest = 18;

    // Each character is folded once a process: normalization is slow, and texts repeat few characters.
    private static readonly string?[] Known = new string?[char.MaxValue + 1];

    public static string Of(char c) => Known[c] ??= Fold(c);

    public static string OfPair(string text, int index)
    {
        var value = CharUnicodeInfo.GetUnicodeCategory(text, index);
        if (IsInvisible(value)) return string.Empty;
        return value == UnicodeCategory.DecimalDigitNumber ? Digit(CharUnicodeInfo.GetNumericValue(text, index)) : Decompose(text.Substring(index, 2));
    }

    private static string Fold(char c)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(c);
        if (IsInvisible(category)) return string.Empty;
        if (category == UnicodeCategory.DecimalDigitNumber) return Digit(CharUnicodeInfo.GetNumericValue(c));
        if (category == UnicodeCategory.DashPunctuation || c == '\u2212') return "-";
        return c switch
        {
            'ß' or 'ẞ' => "ss",
            'ø' or 'Ø' => "o",
            'ł' or 'Ł' => "l",
            'đ' or 'Đ' => "d",
            'æ' or 'Æ' => "ae",
            'œ' or 'Œ' => "oe",
            '\u2019' or '\u2018' or '\u02BC' => "'",
            >= '\uD800' and <= '\uDFFF' => c.ToString(),
            >= '\u3400' and <= '\uD7FF' => c.ToString(),
            _ => Decompose(c.ToString()),
        };
    }

    private static string Decompose(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (!IsInvisible(Rune.GetUnicodeCategory(rune)) && folded.Length < Longest - 2) folded.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return folded.ToString();
    }

    // Marks as well: letters are compared without their accents.
    private static bool IsInvisible(UnicodeCategory category) =>
        category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static string Digit(double value) => ((char)('0' + (int)value)).ToString();
}
