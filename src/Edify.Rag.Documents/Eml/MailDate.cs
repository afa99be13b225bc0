using System.Globalization;

namespace Edify.Rag.Documents.Eml;

/// <summary>Reads the date of a message: "Tue, 12 May 2026 10:11:00 +0200 (CEST)" (RFC 5322).</summary>
internal static class MailDate
{
    private static readonly string[] Formats =
    [
        "d MMM yyyy H:m:s zzz", "d MMM yyyy H:m zzz", "d MMM yy H:m:s zzz", "d MMM yy H:m zzz", "d MMM yyyy H:m:s", "d MMM yyyy H:m",
    ];

    /// <summary>The date; <see langword="null"/> when it cannot be read.</summary>
    /// <param name="field">The field's value.</param>
    public static DateTimeOffset? Parse(string field)
    {
        var text = field.AsSpan();
        if (text.IndexOf('(') is >= 0 and var comment) text = text[..comment];
        if (text.IndexOf(',') is >= 0 and var weekday) text = text[(weekday + 1)..];
        var parts = text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 4) parts[4] = Offset(parts[4]);
        return DateTimeOffset.TryParseExact(
            string.Join(' ', parts.Take(5)), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    private static string Offset(string zone) => zone switch
    {
        [('+' or '-'), _, _, _, _] => zone.Insert(3, ":"),
        "EST" or "CDT" => "-05:00",
        "EDT" => "-04:00",
        "CST" or "MDT" => "-06:00",
        "MST" or "PDT" => "-07:00",
        "PST" => "-08:00",
        _ => "+00:00",
    };
}
