using System.Globalization;

namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>Says to people what they have used up, or nearly, and until when.</summary>
internal static class QuotaText
{
    public const string Unavailable = "Questions can't be answered just now, since what was used can't be counted. Try again in a few minutes.";

    public const string Uncounted = "What this answer used could not be counted.";

    public static string Refusal(QuotaLimit limit, DateTimeOffset? until, TimeZoneInfo zone) =>
        $"{Whose(limit)} used up {Amount(limit, limit.Max)}{Span(limit.Period)}.{(until is { } end ? $" You can ask again from {Time(end, zone)}." : string.Empty)}";

    public static string Warning(QuotaLimit limit, long used, DateTimeOffset? until, TimeZoneInfo zone) =>
        $"{Whose(limit)} used {Number(limit.Kind, used)} of {Amount(limit, limit.Max)}{Span(limit.Period)}.{(until is { } end ? $" It begins anew on {Time(end, zone)}." : string.Empty)}";

    private static string Whose(QuotaLimit limit) => limit.Subject switch
    {
        UsageSubject.User => "You have",
        UsageSubject.Role => $"All with the role '{limit.Name}' together have",
        _ => "Your school has",
    };

    private static string Amount(QuotaLimit limit, long amount) => Number(limit.Kind, amount) + limit.Kind switch
    {
        UsageKind.Messages => amount == 1 ? " question" : " questions",
        UsageKind.Tokens => " tokens",
        UsageKind.Embeddings => " embeddings",
        UsageKind.StorageBytes => " bytes",
        _ => " of its budget for language models",
    };

    private static string Number(UsageKind kind, long amount) => kind == UsageKind.Cost
        ? Money.FromMillionths(amount).ToString("#,0.00####", CultureInfo.InvariantCulture)
        : amount.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Span(UsagePeriod period) => period switch
    {
        UsagePeriod.Day => " of this day",
        UsagePeriod.Month => " of this month",
        _ => string.Empty,
    };

    private static string Time(DateTimeOffset moment, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(moment, zone):d MMMM yyyy, HH:mm} ({zone.Id})");
}
