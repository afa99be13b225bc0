namespace Edify.Rag.Hosting.Usage;

/// <summary>Days and months as they are in a tenant's time zone, the days on which clocks are changed included.</summary>
internal static class UsageCalendar
{
    public static DateOnly DayOf(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>The first day of the period that a day lies in.</summary>
    public static DateOnly StartOf(UsagePeriod period, DateOnly day) => period switch
    {
        UsagePeriod.Day => day,
        UsagePeriod.Month => new(day.Year, day.Month, 1),
        _ => DateOnly.MinValue,
    };

    /// <summary>The first day after the period; <see langword="null"/> where it has no end.</summary>
    public static DateOnly? EndOf(UsagePeriod period, DateOnly start) => period switch
    {
        UsagePeriod.Day when start < DateOnly.MaxValue => start.AddDays(1),
        UsagePeriod.Month when start < new DateOnly(9999, 12, 1) => start.AddMonths(1),
        _ => null,
    };

    /// <summary>The moment a day begins. Where clocks leave midnight out it begins with the first time that there is, and where they show it twice with the first of both.</summary>
    public static DateTimeOffset BeginningOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }
}
