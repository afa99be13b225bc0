using System.Globalization;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>What stands in a text in place of what identifies a person: "&lt;PERSON_1&gt;" where it is to be restored, "&lt;PERSON&gt;" where it is not.</summary>
internal static class Placeholder
{
    /// <summary>The longest there is, brackets included.</summary>
    public const int Longest = 24;

    public static string WordOf(PiiKind kind) => kind switch
    {
        PiiKind.Email => "EMAIL",
        PiiKind.Iban => "IBAN",
        PiiKind.PaymentCard => "CARD",
        PiiKind.NationalId => "ID_NUMBER",
        PiiKind.Phone => "PHONE",
        PiiKind.IpAddress => "IP_ADDRESS",
        PiiKind.DateOfBirth => "BIRTH_DATE",
        PiiKind.Person => "PERSON",
        _ => "PRIVATE",
    };

    public static string Of(PiiKind kind, int number) => string.Create(CultureInfo.InvariantCulture, $"<{WordOf(kind)}_{number}>");

    public static string Of(PiiKind kind) => $"<{WordOf(kind)}>";

    /// <summary>Where one may end that begins at a "&lt;": its length; 0 where it is none, -1 where the text ends before that is clear.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '>') return i > 1 ? i + 1 : 0;
            if (i >= Longest - 1 || !(char.IsAsciiLetterOrDigit(c) || c == '_')) return 0;
        }

        return -1;
    }
}
