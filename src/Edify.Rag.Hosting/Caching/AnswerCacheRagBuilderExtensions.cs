using Edify.Rag.Hosting.Caching;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Keeps answers, so that the same question costs once.</summary>
public static class AnswerCacheRagBuilderExtensions
{
    /// <summary>
    /// Keeps answers in memory and, by options, in a distributed cache; see <see cref="AnswerCacheOptions.Enabled"/> for when they are
    /// kept without this. Over a store that does not tell its changes every pipeline that writes it must say this too.
    /// </summary>
    /// <remarks>Called again it changes the options only.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options; <see cref="AnswerCacheOptions.Enabled"/> is <see langword="true"/> before.</param>
    public static IRagBuilder UseAnswerCache(this IRagBuilder builder, Action<AnswerCacheOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.AddValidatedOptions<AnswerCacheOptions, AnswerCacheOptionsValidator>(options =>
        {
            options.Enabled = true;
            configure?.Invoke(options);
        });
        if (builder.Services.Any(s => s.ServiceType == typeof(StampedWrites) && Equals(s.ServiceKey, name))) return builder;
        builder.Services.AddKeyedSingleton(name, new StampedWrites());
        return builder.Decorate<IVectorStore>("answer cache", (inner, services) =>
        {
            var stamps = AnswerCacheAssembly.StampsOf(services, name, inner);
            stamps.IsInUse = true;
            return StampedVectorStore.Around(inner, stamps);
        });
    }

    /// <summary>Changes the options of the answer cache and nothing else.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureAnswerCache(this IRagBuilder builder, Action<AnswerCacheOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<AnswerCacheOptions, AnswerCacheOptionsValidator>(configure);
        return builder;
    }

    /// <summary>Says that the pipeline's store is decorated already.</summary>
    private sealed class StampedWrites;
}
