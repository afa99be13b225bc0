using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Usage;

/// <summary>What is logged of usage: what was reached, never by which user.</summary>
internal static partial class UsageLog
{
    [LoggerMessage(60, LogLevel.Warning, "The usage meter failed.")]
    public static partial void MeterFailed(this ILogger logger, Exception exception);

    [LoggerMessage(61, LogLevel.Information, "A {Subject} of tenant {Tenant} has used {Used} of {Limit} {Kind} of this {Period}.")]
    public static partial void QuotaNear(this ILogger logger, UsageSubject subject, string tenant, long used, long limit, UsageKind kind, UsagePeriod period);

    [LoggerMessage(62, LogLevel.Information, "A question was refused: a {Subject} of tenant {Tenant} has used up {Limit} {Kind} of this {Period}.")]
    public static partial void QuotaReached(this ILogger logger, UsageSubject subject, string tenant, long limit, UsageKind kind, UsagePeriod period);

    [LoggerMessage(63, LogLevel.Information, "{Count} usage counters were old and were deleted.")]
    public static partial void UsagePruned(this ILogger logger, long count);

    [LoggerMessage(64, LogLevel.Warning, "Old usage counters could not be deleted; it is tried again in ten minutes.")]
    public static partial void UsagePruningFailed(this ILogger logger, Exception exception);

    [LoggerMessage(65, LogLevel.Warning, "The rate limiter failed; this question was not limited.")]
    public static partial void RateLimiterFailed(this ILogger logger, Exception exception);
}
