namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Tells when the source is to be listed next.</summary>
internal sealed class WorkerSchedule(IngestionWorkerOptions options, TimeProvider time)
{
    /// <summary>How long from now.</summary>
    public TimeSpan Next() => (options.DailyAt is { } at ? Until(at) : options.Interval) + Random.Shared.NextDouble() * options.Jitter;

    private TimeSpan Until(TimeOnly at)
    {
        var now = time.GetLocalNow();
        var next = On(now.Date, at);
        return (next > now ? next : On(now.Date.AddDays(1), at)) - now;
    }

    // A time that a day lacks, when clocks are put forward, is the one as much later.
    private DateTimeOffset On(DateTime day, TimeOnly at)
    {
        var local = DateTime.SpecifyKind(day + at.ToTimeSpan(), DateTimeKind.Unspecified);
        return new(local, time.LocalTimeZone.GetUtcOffset(local));
    }
}
