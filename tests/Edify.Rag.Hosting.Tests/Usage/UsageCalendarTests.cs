using Edify.Rag.Hosting.Usage;

namespace Edify.Rag.Hosting.Tests.Usage;

public sealed class UsageCalendarTests
{
    [Theory]
    [InlineData("UTC", "2026-03-28T23:59:59Z", "2026-03-28")]
    [InlineData("Asia/Kolkata", "2026-03-28T18:29:59Z", "2026-03-28")]
    [InlineData("Asia/Kolkata", "2026-03-28T18:30:00Z", "2026-03-29")]
    [InlineData("America/New_York", "2026-03-29T03:59:59Z", "2026-03-28")]
    public void A_day_is_that_of_the_time_zone(string zone, string moment, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), UsageCalendar.DayOf(DateTimeOffset.Parse(moment, null), Zone(zone)));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)] // clocks go forward at two in the morning
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Europe/Berlin", "2026-06-01", 24)]
    [InlineData("America/Havana", "2026-03-08", 23)] // there is no midnight: the day begins at one
    [InlineData("America/Havana", "2026-11-01", 25)] // midnight comes twice
    [InlineData("Asia/Kolkata", "2026-03-29", 24)]
    public void Days_have_as_many_hours_as_clocks_show(string zone, string day, int hours)
    {
        var start = DateOnly.Parse(day, null);
        Assert.Equal(hours, (UsageCalendar.BeginningOf(start.AddDays(1), Zone(zone)) - UsageCalendar.BeginningOf(start, Zone(zone))).TotalHours);
    }

    [Fact]
    public void A_day_begins_where_its_date_does_in_every_zone_of_the_world()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                var beginning = UsageCalendar.BeginningOf(day, zone);
                Assert.Equal(day, UsageCalendar.DayOf(beginning, zone));
                Assert.True(UsageCalendar.DayOf(beginning.AddSeconds(-1), zone) < day, $"{day} begins too late in {zone.Id}.");
            }
        }
    }

    [Fact]
    public void Months_are_those_of_the_calendar()
    {
        Assert.Equal(new(2026, 2, 1), UsageCalendar.StartOf(UsagePeriod.Month, new(2026, 2, 28)));
        Assert.Equal(new(2026, 3, 1), UsageCalendar.EndOf(UsagePeriod.Month, new(2026, 2, 1)));
        Assert.Equal(new(2027, 1, 1), UsageCalendar.EndOf(UsagePeriod.Month, new(2026, 12, 1)));
        Assert.Null(UsageCalendar.EndOf(UsagePeriod.Always, DateOnly.MinValue));
        Assert.Null(UsageCalendar.EndOf(UsagePeriod.Day, DateOnly.MaxValue));
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}
