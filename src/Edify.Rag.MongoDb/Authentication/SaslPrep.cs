using System.Globalization;
using System.Text;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>Prepares passwords as SCRAM-SHA-256 wants them (SASLprep, RFC 4013), so that one that is typed differently is the same.</summary>
internal static class SaslPrep
{
    /// <summary>The prepared text.</summary>
    /// <exception cref="RagConfigurationException">It holds a character that no password may hold. The message does not tell which.</exception>
    public static string Prepare(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.Contains('\x7f', StringComparison.Ordinal)) return text;
        if (!IsUnicode(text)) throw Prohibited();
        var mapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (SaslPrepTables.IsSpace(rune.Value)) mapped.Append(' ');
            else if (!SaslPrepTables.IsMappedToNothing(rune.Value)) mapped.Append(rune.ToString());
        }

        var prepared = mapped.ToString().Normalize(NormalizationForm.FormKC);
        if (prepared.EnumerateRunes().Any(rune => SaslPrepTables.IsProhibited(rune.Value) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned) || !IsOneDirection(prepared))
            throw Prohibited();
        return prepared;
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    // Text from right to left begins and ends so, and has no letters of the other direction (RFC 3454, section 6).
    private static bool IsOneDirection(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        if (!runes.Any(rune => SaslPrepTables.IsRightToLeft(rune.Value))) return true;
        return SaslPrepTables.IsRightToLeft(runes[0].Value) && SaslPrepTables.IsRightToLeft(runes[^1].Value) && !runes.Any(IsLeftToRight);
    }

    private static bool IsLeftToRight(Rune rune) => !SaslPrepTables.IsRightToLeft(rune.Value) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or
        UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;

    private static RagConfigurationException Prohibited() =>
        new("The password of the MongoDB connection string holds a character that passwords may not hold (SASLprep, RFC 4013), such as a control character.");
}
