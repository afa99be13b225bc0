using Edify.Rag.Hosting.Ingestion.Workers;

namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

public class WorkerScheduleTests
{
    [Theory]
    [InlineData(1, 0, 90)]
    [InlineData(2, 30, 1440)]
    [InlineData(23, 0, 210)]
    public void A_time_of_day_is_the_next_one_that_comes(int hour, int minute, int expectedMinutes)
    {
        var time = new StandingTime(new(2026, 5, 4, hour, minute, 0, TimeSpan.Zero));
        Assert.Equal(expectedMinutes, new WorkerSchedule(new() { DailyAt = new(2, 30) }, time).Next().TotalMinutes);
    }

    [Fact]
    public void An_interval_is_put_off_by_the_jitter_at_most()
    {
        var schedule = new WorkerSchedule(new() { Interval = TimeSpan.FromMinutes(5), Jitter = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(schedule.Next(), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6)));
    }

    private sealed class StandingTime(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
