using Microsoft.Extensions.Options;

namespace Edify.Rag.Embeddings.Decorators.RateLimiting;

internal sealed class EmbeddingRateLimitOptionsValidator : IValidateOptions<EmbeddingRateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingRateLimitOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, options.Requests >= 0, nameof(options.Requests), options.Requests, "0 and more");
        Check(result, options.Texts >= 0, nameof(options.Texts), options.Texts, "0 and more");
        Check(result, options.Tokens >= 0, nameof(options.Tokens), options.Tokens, "0 and more");
        Check(
            result,
            options.Period >= EmbeddingRateLimitOptions.MinPeriod && options.Period <= EmbeddingRateLimitOptions.MaxPeriod,
            nameof(options.Period),
            options.Period,
            "100 milliseconds to 1 day");
        Check(
            result,
            options.MaxQuestionWait >= TimeSpan.Zero && options.MaxQuestionWait <= EmbeddingRateLimitOptions.MaxPeriod,
            nameof(options.MaxQuestionWait),
            options.MaxQuestionWait,
            "0 to 1 day");
        if (options is { Requests: 0, Texts: 0, Tokens: 0 })
            result.AddError("EmbeddingRateLimitOptions has no limit; set Requests, Texts or Tokens, or leave the rate limit out.");
        return result.Build();
    }

    /// <summary>Refuses options that were not validated by a host.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static void ThrowIfInvalid(EmbeddingRateLimitOptions options)
    {
        if (new EmbeddingRateLimitOptionsValidator().Validate(null, options) is { Failed: true } invalid)
            throw new ArgumentException(invalid.FailureMessage, nameof(options));
    }

    private static void Check(ValidateOptionsResultBuilder result, bool holds, string key, object value, string accepted)
    {
        if (!holds) result.AddError(FormattableString.Invariant($"EmbeddingRateLimitOptions.{key} is {value}; it must be {accepted}."));
    }
}
