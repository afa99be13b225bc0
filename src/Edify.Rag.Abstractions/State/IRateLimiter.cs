namespace Edify.Rag;

/// <summary>Hands out permits at a rate: how often something may be done, and when again.</summary>
/// <remarks>
/// Safe for concurrent use. One that machines share goes by the clock of its store. A clock that goes back neither hands out permits
/// twice nor makes anybody wait for it to catch up.
/// </remarks>
public interface IRateLimiter
{
    /// <summary>Takes one permit of each, or tells how long to wait where one of them has none.</summary>
    /// <param name="limits">The limits, the narrowest first. A refusal may cost those before the one that refused a permit.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The store of a shared limiter can't be used.</exception>
    ValueTask<RateLimitDecision> TakeAsync(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken = default);
}

/// <summary>How often something may be done by one.</summary>
/// <param name="Key">Who; limits of one key share its permits.</param>
/// <param name="Permits">How often in the window; 1 or more.</param>
/// <param name="Window">The window; more than 0.</param>
public sealed record RateLimit(string Key, int Permits, TimeSpan Window)
{
    /// <summary>How permits come back.</summary>
    /// <value>Default: TokenBucket.</value>
    public RateLimitAlgorithm Algorithm { get; init; }

    /// <summary>The most permits that a token bucket holds; <see langword="null"/> for <see cref="Permits"/>.</summary>
    public int? Burst { get; init; }
}

/// <summary>How permits come back.</summary>
public enum RateLimitAlgorithm
{
    /// <summary>One by one, spread over the window, up to as many as the bucket holds.</summary>
    TokenBucket,

    /// <summary>No more than so many in any window, wherever it begins, as near as counting by parts of it tells.</summary>
    SlidingWindow,
}

/// <summary>Whether something may be done now.</summary>
/// <param name="Allowed">Whether permits were taken.</param>
/// <param name="RetryAfter">How long to wait where not; <see langword="null"/> where it may.</param>
/// <param name="Refused">The place of the limit that has no permit; <see langword="null"/> where it may be done.</param>
public sealed record RateLimitDecision(bool Allowed, TimeSpan? RetryAfter, int? Refused)
{
    /// <summary>That it may be done.</summary>
    public static RateLimitDecision Yes { get; } = new(true, null, null);
}
