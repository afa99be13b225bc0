using System.Globalization;
using System.Text.RegularExpressions;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>A point in time, as payloads and filters write it: RFC 3339, or shorter; UTC where no zone is named.</summary>
internal static partial class Moment
{
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (Form().Match(text) is not { Success: true } match) return false;

        var zone = match.Groups["zone"].Value.Replace(":", "", StringComparison.Ordinal);
        if (zone is "" or "Z" or "z") zone = "+0000";
        if (zone.Length == 3) zone += "00";
        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        var time = match.Groups["time"] is { Success: true } t ? t.Value : "00:00";
        if (time.Length == 5) time += ":00";
        var whole = $"{match.Groups["date"].Value} {time}.{fraction} {zone[..3]}:{zone[3..]}";
        return DateTimeOffset.TryParseExact(whole, "yyyy-MM-dd HH:mm:ss.fffffff zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    /// <summary>Microseconds since 1970, as an index holds it.</summary>
    public static long Microseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d)(?:[Tt ](?<time>\d\d:\d\d(?::\d\d)?)(?:\.(?<fraction>\d{1,9}))?\s?(?<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
