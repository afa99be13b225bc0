using System.Text;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Joins a letter and an accent that is drawn over it to one character, as TeX and old typesetters set them.</summary>
internal static class AccentComposer
{
    // How far from the middle of the letter the accent's may lie, and how far from its baseline, in ems.
    private const float MaxShift = 0.2f;
    private const float MaxRise = 0.45f;

    /// <summary>Whether a character is an accent that stands alone.</summary>
    public static bool IsAccent(char c) => c is '`' or (>= '\u00A8' and <= '\u00B8') or (>= '\u02C6' and <= '\u02DD') && Combining(c) != '\0';

    /// <summary>The letter with its accent; false when the two glyphs are no such pair.</summary>
    public static bool TryCompose(in Glyph first, in Glyph second, out Glyph composed)
    {
        composed = default;
        if (first.Text.Length != 1 || second.Text.Length != 1 || first.Angle != 0 || second.Angle != 0) return false;
        var isFirst = Combining(first.Text[0]) != '\0';
        var (accent, letter) = isFirst ? (first, second) : (second, first);
        var mark = Combining(accent.Text[0]);
        if (mark == '\0' || !char.IsLetter(letter.Text[0]) || !LiesOver(accent, letter)) return false;
        composed = letter with { Text = $"{Base(letter.Text[0])}{mark}".Normalize(NormalizationForm.FormC) };
        return true;
    }

    private static bool LiesOver(in Glyph accent, in Glyph letter) =>
        Math.Abs(accent.X + accent.EndX - letter.X - letter.EndX) / 2 < MaxShift * letter.Size
        && Math.Abs(accent.Y - letter.Y) < MaxRise * letter.Size;

    private static char Base(char letter) => letter switch
    {
        '\u0131' => 'i',
        '\u0237' => 'j',
        _ => letter,
    };

    private static char Combining(char accent) => accent switch
    {
        '`' or '\u02CB' => '\u0300',
        '\u00B4' or '\u02CA' => '\u0301',
        '\u02C6' => '\u0302',
        '\u02DC' => '\u0303',
        '\u00AF' or '\u02C9' => '\u0304',
        '\u02D8' => '\u0306',
        '\u02D9' => '\u0307',
        '\u00A8' => '\u0308',
        '\u02DA' => '\u030A',
        '\u02DD' => '\u030B',
        '\u02C7' => '\u030C',
        '\u00B8' => '\u0327',
        '\u02DB' => '\u0328',
        _ => '\0',
    };
}
