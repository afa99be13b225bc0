using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Checks <see cref="AnswerCacheOptions"/>.</summary>
internal sealed class AnswerCacheOptionsValidator : IValidateOptions<AnswerCacheOptions>
{
    public ValidateOptionsResult Validate(string? name, AnswerCacheOptions options)
    {
        if (options.Lifetime < TimeSpan.FromSeconds(1) || options.Lifetime > TimeSpan.FromDays(30)) return Fail($"Lifetime is {options.Lifetime}; it must be 1 second to 30 days.");
        if (options.MemoryBytes is not 0 and (< 1 << 20 or > 16L << 30)) return Fail($"MemoryBytes is {options.MemoryBytes}; it must be 0, or 1 MiB to 16 GiB.");
        if (options.DistributedTimeout < TimeSpan.FromMilliseconds(10) || options.DistributedTimeout > TimeSpan.FromMinutes(1))
            return Fail($"DistributedTimeout is {options.DistributedTimeout}; it must be 10 milliseconds to 1 minute.");
        return options.SimilarityThreshold is >= 0.5 and <= 1
            ? ValidateOptionsResult.Success
            : Fail(FormattableString.Invariant($"SimilarityThreshold is {options.SimilarityThreshold}; it must be 0.5 to 1."));
    }

    private static ValidateOptionsResult Fail(string what) => ValidateOptionsResult.Fail($"AnswerCache: {what}");
}
