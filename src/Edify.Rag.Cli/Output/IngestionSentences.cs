using System.Globalization;

namespace Edify.Rag.Cli.Output;

/// <summary>What happens in a run, in one line each.</summary>
internal static class IngestionSentences
{
    private const double Megabyte = 1_000_000;

    public static string Of(IngestionEvent happened) => happened switch
    {
        IngestionEvent.Progressed e => Of(e.Progress),
        IngestionEvent.Failed e => $"failed: {e.Name}: {e.Reason}",
        IngestionEvent.Quarantined e => $"quarantined: {e.Name}: {e.Reason} ({e.Attempts} tries)",
        IngestionEvent.Retrying e => $"{e.Service} failed and is called again in {Duration(e.Wait)}: {e.Reason}",
        IngestionEvent.SlowedDown { Wait.Ticks: > 0 } e => $"{e.Service} asked to wait {Duration(e.Wait)}; {e.Parallelism} calls at a time from then on",
        IngestionEvent.SlowedDown e => $"{e.Service} asked for less; {e.Parallelism} calls at a time from now on",
        _ => string.Empty,
    };

    private static string Of(IngestionProgress p)
    {
        var left = p.Remaining is { } time ? $", {Duration(time)} left" : string.Empty;
        var reused = p.Reused > 0 ? $" ({p.Reused:N0} reused)" : string.Empty;
        var failed = p.Failed > 0 ? $", {p.Failed:N0} failed" : string.Empty;
        var quarantined = p.Quarantined > 0 ? $", {p.Quarantined:N0} quarantined" : string.Empty;
        var of = p.ListingComplete ? $"{p.Listed:N0}" : $"{p.Listed:N0}+";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{p.Done:N0}/{of} documents, {p.Bytes / Megabyte:N1} MB, {p.Chunks:N0} chunks{reused}, {p.RecentRate:N0}/s, {p.RecentByteRate / Megabyte:N1} MB/s{failed}{quarantined}{left}");
    }

    private static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):N0} s");
}
