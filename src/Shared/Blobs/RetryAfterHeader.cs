using System.Net.Http.Headers;

namespace Edify.Rag.Shared.Blobs;

/// <summary>The header <c>Retry-After</c> (RFC 9110, 10.2.3): seconds, or a date.</summary>
internal static class RetryAfterHeader
{
    /// <summary>How long the server asks to be left alone; <see langword="null"/> when the value does not say.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="answered">When the answer was given, best by the server's own clock: that is what a date is one of.</param>
    public static TimeSpan? Parse(string? value, DateTimeOffset answered)
    {
        if (!RetryConditionHeaderValue.TryParse(value, out var wish)) return null;
        if (wish.Delta is { } delay) return delay;
        return wish.Date > answered ? wish.Date - answered : TimeSpan.Zero;
    }
}
