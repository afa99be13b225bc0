using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.Ranged;

/// <summary>Checks <see cref="RangedReadOptions"/>.</summary>
internal sealed class RangedReadOptionsValidator : IValidateOptions<RangedReadOptions>
{
    private const int MaxReadAhead = 1024;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RangedReadOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, options.BlockBytes is >= 4 << 10 and <= 64 << 20, nameof(options.BlockBytes), options.BlockBytes, "4 KiB to 64 MiB, in bytes");
        Check(result, options.ReadAheadBlocks is >= 0 and <= MaxReadAhead, nameof(options.ReadAheadBlocks), options.ReadAheadBlocks, "0 to 1,024");
        Check(
            result,
            options.CacheBytes >= (options.ReadAheadBlocks + 2L) * options.BlockBytes && options.CacheBytes <= 4L << 30,
            nameof(options.CacheBytes),
            options.CacheBytes,
            $"({nameof(options.ReadAheadBlocks)} + 2) × {nameof(options.BlockBytes)} to 4 GiB, in bytes");
        Check(result, options.MaxRetries is >= 0 and <= 20, nameof(options.MaxRetries), options.MaxRetries, "0 to 20");
        Check(result, Within(options.MaxRetryDelay, TimeSpan.Zero, Hour), nameof(options.MaxRetryDelay), options.MaxRetryDelay, "0 to 1 hour");
        Check(
            result,
            Within(options.RetryDelay, TimeSpan.Zero, options.MaxRetryDelay),
            nameof(options.RetryDelay),
            options.RetryDelay,
            $"0 to {nameof(options.MaxRetryDelay)}");
        Check(result, Within(options.StallTimeout, TimeSpan.FromMilliseconds(10), Hour), nameof(options.StallTimeout), options.StallTimeout, "10 milliseconds to 1 hour");
        return result.Build();
    }

    /// <summary>Refuses options that were not validated by a host.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static void ThrowIfInvalid(RangedReadOptions options)
    {
        if (new RangedReadOptionsValidator().Validate(null, options) is { Failed: true } invalid)
            throw new ArgumentException(invalid.FailureMessage, nameof(options));
    }

    private static bool Within(TimeSpan value, TimeSpan from, TimeSpan to) => value >= from && value <= to;

    private static void Check(ValidateOptionsResultBuilder result, bool holds, string key, object value, string accepted)
    {
        if (!holds) result.AddError(FormattableString.Invariant($"Reading: {key} is {value}; it must be {accepted}."));
    }
}
