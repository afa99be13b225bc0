using System.Globalization;
using System.Text;

namespace Edify.Rag.Storage.Templates;

/// <summary>Text as it looks, for comparing with literals: what a reader would take for "SOP" must not slip past the rule for it.</summary>
/// <remarks>
/// Compatibility forms are replaced (NFKC, Unicode Standard Annex #15), characters that show nothing are dropped, white space
/// becomes one space, and the Cyrillic and Greek capitals that look like Latin ones are replaced by these (after Unicode
/// Technical Standard #39). It is done character by character, so that a place in it leads back to the original.
/// </remarks>
internal static class FoldedText
{
    private const string LookAlikes = "АВЕКМНОРСТУХІЈЅԚԜҮӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧı";
    private const string Latin = "ABEKMHOPCTYXIJSQWYIABEZHIKMNOPTYXI";

    /// <summary>Folds a text.</summary>
    /// <param name="text">NFC, well-formed.</param>
    /// <param name="origins">For each character of the result, where in <paramref name="text"/> it comes from.</param>
    public static string Of(ReadOnlySpan<char> text, out int[] origins)
    {
        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        var place = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune)) Append(rune, place, folded, places);
            place += rune.Utf16SequenceLength;
        }

        origins = [.. places];
        return folded.ToString();
    }

    /// <summary>Whether a text is its own folded form but for case.</summary>
    public static bool IsFolded(ReadOnlySpan<char> text) => Ascii.IsValid(text) && !text.Contains("  ", StringComparison.Ordinal);

    private static void Append(Rune rune, int place, StringBuilder folded, List<int> places)
    {
        foreach (var c in rune.IsAscii ? rune.ToString() : rune.ToString().Normalize(NormalizationForm.FormKC))
        {
            var space = char.IsWhiteSpace(c);
            if (space && folded.Length > 0 && folded[^1] == ' ') continue;
            folded.Append(space ? ' ' : Look(c));
            places.Add(place);
        }
    }

    private static char Look(char c) =>
        char.IsAscii(c) || LookAlikes.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal) is not (>= 0 and var at) ? c : Latin[at];

    // Default_Ignorable_Code_Point of the Unicode Character Database, as far as it is assigned.
    private static bool IsInvisible(Rune rune) =>
        !rune.IsAscii &&
        (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ||
         rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or 0xFFA0 or
             (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF));
}
