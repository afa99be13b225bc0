using System.Globalization;
using Edify.Rag.Hosting.Usage;
using Edify.Rag.Hosting.Usage.Quotas;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.RateLimiting;

/// <summary>Lets questions through as often as the rules say.</summary>
/// <remarks>A shared limiter that fails is stood in for by this process's own: too many for a while is better than none or all.</remarks>
internal sealed class RateGate(IRateLimiter shared, LocalRateLimiter own, Func<RateLimitOptions> options, TimeProvider time, ILogger<RateGate> logger)
{
    private static readonly AsyncLocal<bool> Inside = new();

    /// <summary>Why a question is not answered now; <see langword="null"/> when it is.</summary>
    public async ValueTask<QuotaRefusal?> RefuseAsync(RagUser user, CancellationToken cancellationToken)
    {
        // What a research asks was let through with it.
        if (Inside.Value) return null;
        var now = options();
        var limits = RateLimitRules.For(now, user);
        if (limits.Count == 0) return null;
        var decision = await TakeAsync(now.Shared ? shared : own, [.. limits.Select(limit => limit.Limit)], cancellationToken).ConfigureAwait(false);
        if (decision.Allowed) return null;
        var (subject, wait) = (limits[decision.Refused ?? 0].Subject, decision.RetryAfter ?? TimeSpan.FromSeconds(1));
        UsageInstruments.TooOften.Add(1, UsageInstruments.Subject(subject));
        return new(Say(subject, wait), new(RefusalReason.RateLimit) { RetryAfter = wait, Until = time.GetUtcNow() + wait });
    }

    /// <summary>Has what is called until the result is disposed count as one with its caller.</summary>
    public static Stay Enter()
    {
        var before = Inside.Value;
        Inside.Value = true;
        return new(before);
    }

    private async ValueTask<RateLimitDecision> TakeAsync(IRateLimiter limiter, IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken)
    {
        try
        {
            return await limiter.TakeAsync(limits, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (limiter != own && !cancellationToken.IsCancellationRequested)
        {
            logger.RateLimiterFailed(e);
            return await own.TakeAsync(limits, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Say(UsageSubject subject, TimeSpan wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        var who = subject switch
        {
            UsageSubject.User => "You have asked",
            UsageSubject.Role => "People of your role have asked",
            _ => "People of your school have asked",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{who} too often in a short time. Ask again in {seconds:#,0} {(seconds == 1 ? "second" : "seconds")}.");
    }

    public readonly struct Stay(bool before) : IDisposable
    {
        public void Dispose() => Inside.Value = before;
    }
}
