using System.Globalization;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Times to the 100 nanoseconds that .NET knows; the server's go to the microsecond.</summary>
internal static class TimeOrder
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.ffffff'Z'";

    /// <summary>The time, with the ticks beyond its microseconds as what is left.</summary>
    public static OrderedValue Of(DateTimeOffset time)
    {
        var fine = time.UtcTicks % TimeSpan.TicksPerMicrosecond;
        return new($"\"{Text(time)}\"", fine, IsLeast: fine == 0, IsMost: fine == TimeSpan.TicksPerMicrosecond - 1);
    }

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
