using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Pdf.Security;

/// <summary>SASLprep of passwords (RFC 4013): spaces are mapped to the ASCII one, invisible characters to nothing, then NFKC.</summary>
/// <remarks>Prohibited characters are let through: a password that is wrong fails anyway.</remarks>
internal static class PasswordPreparation
{
    public static string Prepare(string password)
    {
        var mapped = new StringBuilder(password.Length);
        foreach (var c in password)
        {
            if (IsMappedToNothing(c)) continue;
            mapped.Append(char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator ? ' ' : c);
        }

        try
        {
            return mapped.ToString().Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return password; // half a surrogate pair
        }
    }

    // RFC 3454, table B.1.
    private static bool IsMappedToNothing(char c) =>
        c is '\u00AD' or '\u034F' or '\u1806' or (>= '\u180B' and <= '\u180D') or (>= '\u200B' and <= '\u200D') or '\u2060'
            or (>= '\uFE00' and <= '\uFE0F') or '\uFEFF';
}
