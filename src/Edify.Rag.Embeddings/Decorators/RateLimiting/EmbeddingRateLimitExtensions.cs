using Edify.Rag.Embeddings.Decorators;
using Edify.Rag.Embeddings.Decorators.RateLimiting;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Sends no more to an embedder than it takes.</summary>
public static class EmbeddingRateLimitExtensions
{
    /// <summary>
    /// Holds requests, texts or tokens within limits: calls wait for their turn, questions before passages, and calls that the limits
    /// would never let through are split. Put it below a cache: what the cache has takes nothing of the limits.
    /// </summary>
    /// <remarks>A question that would wait too long fails with an <see cref="EmbeddingRateLimitException"/>. Waiting ends at once when a call is cancelled.</remarks>
    /// <param name="generator">The embedder; it is disposed with the result.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The time; <see langword="null"/> for the system's clock.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or no limit is set.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> WithRateLimit(
        this IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingRateLimitOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        EmbeddingRateLimitOptionsValidator.ThrowIfInvalid(options);
        return new RateLimitedEmbeddingGenerator(generator, options, time ?? TimeProvider.System);
    }

    /// <summary>Holds what the pipeline asks of its embedder within limits; see <see cref="WithRateLimit"/>. Called again it changes the options only.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the limits; they may come from configuration too.</param>
    public static IRagBuilder WithEmbeddingRateLimit(this IRagBuilder builder, Action<EmbeddingRateLimitOptions>? configure = null)
    {
        builder.AddValidatedOptions<EmbeddingRateLimitOptions, EmbeddingRateLimitOptionsValidator>(configure);
        return builder.DecorateEmbedderOnce("rate limit", (inner, services) =>
            new RateLimitedEmbeddingGenerator(inner, services.GetOptions<EmbeddingRateLimitOptions>(builder.Name), services.GetTime()));
    }
}
