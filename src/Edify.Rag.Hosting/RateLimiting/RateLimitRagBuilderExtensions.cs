using Edify.Rag.Hosting.RateLimiting;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Limits how often questions are asked.</summary>
public static class RateLimitRagBuilderExtensions
{
    /// <summary>
    /// Refuses questions that come too often from a user, a role or a tenant (<see cref="AnswerOutcome.Refused"/>, with
    /// <see cref="AnswerRefusal.RetryAfter"/>), before anything is done for them.
    /// </summary>
    /// <remarks>Called again it changes the options only. It is the outermost of all that is put around the assistant.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options; by default nothing is limited.</param>
    public static IRagBuilder WithRateLimits(this IRagBuilder builder, Action<RateLimitOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<RateLimitOptions, RateLimitOptionsValidator>(configure);
        if (!RateLimitAssembly.IsWanted(builder)) builder.Services.AddKeyedSingleton(builder.Name, new RateLimitAssembly.Wanted());
        return builder;
    }

    /// <summary>Limits by a limiter of yours, such as one that several machines share.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the limiter, once.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    public static IRagBuilder UseRateLimiter(this IRagBuilder builder, Func<IServiceProvider, IRateLimiter> factory, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(name, factory);
    }
}
