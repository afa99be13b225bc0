using System.Threading.RateLimiting;

namespace Edify.Rag.Hosting.RateLimiting;

/// <summary>Limits within this process, by a clock that nobody sets. Who was not seen for a while is forgotten.</summary>
internal sealed class LocalRateLimiter : IRateLimiter, IDisposable
{
    // In how many parts a sliding window is counted: what is allowed after a refusal comes back in as many.
    private const int Segments = 10;

    // A changed rule is another limit, with all of its permits.
    private readonly PartitionedRateLimiter<RateLimit> _limiters = PartitionedRateLimiter.Create<RateLimit, RateLimit>(limit => limit.Algorithm switch
    {
        RateLimitAlgorithm.SlidingWindow => RateLimitPartition.GetSlidingWindowLimiter(limit, static limit => new()
        {
            PermitLimit = limit.Permits,
            Window = limit.Window,
            SegmentsPerWindow = Segments,
        }),
        _ => RateLimitPartition.GetTokenBucketLimiter(limit, static limit => new()
        {
            TokenLimit = limit.Burst ?? limit.Permits,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromTicks(Math.Max(1, limit.Window.Ticks / limit.Permits)),
        }),
    });

    public ValueTask<RateLimitDecision> TakeAsync(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        cancellationToken.ThrowIfCancellationRequested();
        for (var i = 0; i < limits.Count; i++)
        {
            using var lease = _limiters.AttemptAcquire(limits[i]);
            if (lease.IsAcquired) continue;
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > TimeSpan.Zero ? told : limits[i].Window / Segments;
            return new(new RateLimitDecision(false, wait, i));
        }

        return new(RateLimitDecision.Yes);
    }

    public void Dispose() => _limiters.Dispose();
}
