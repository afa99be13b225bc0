using Edify.Rag.Embeddings.Decorators;
using Edify.Rag.Embeddings.Decorators.Caching;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag;

/// <summary>Keeps an embedder's vectors, so that no text is embedded twice.</summary>
public static class EmbeddingCacheExtensions
{
    /// <summary>Keeps vectors in memory and, by options, on the disk and in a distributed cache.</summary>
    /// <remarks>
    /// Only what no tier has goes to the embedder: in one call, in order, each text once; calls at one time for one text make one
    /// embedding. Calls whose options hold what can't be compared go to the embedder as they are. A tier that fails is left alone
    /// for half a minute, and embedding goes on. <see cref="GeneratedEmbeddings{TEmbedding}.Usage"/> is that of what was embedded.
    /// </remarks>
    /// <param name="generator">The embedder; it is disposed with the result.</param>
    /// <param name="options">Where vectors are kept; <see langword="null"/> for memory alone.</param>
    /// <param name="distributed">A cache that several processes share; it stays the caller's. <see langword="null"/> for none.</param>
    /// <param name="loggers">Told of tiers that fail; <see langword="null"/> for nobody.</param>
    /// <param name="time">The time; <see langword="null"/> for the system's clock.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="RagConfigurationException">
    /// Vectors are to outlive the process and neither the embedder nor <see cref="EmbeddingCacheOptions.Model"/> tells of which model they are,
    /// or <see cref="EmbeddingCacheOptions.Distributed"/> is on and there is no such cache.
    /// </exception>
    public static IEmbeddingGenerator<string, Embedding<float>> WithCaching(
        this IEmbeddingGenerator<string, Embedding<float>> generator,
        EmbeddingCacheOptions? options = null,
        IDistributedCache? distributed = null,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        options ??= new();
        EmbeddingCacheOptionsValidator.ThrowIfInvalid(options);
        return CacheAssembly.Create(generator, options, distributed, loggers ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Keeps the vectors of the pipeline's embedder in memory and in its state directory, so that another ingestion of the same texts
    /// embeds nothing; see <see cref="WithCaching"/>. Called again it changes the options only.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder WithEmbeddingCache(this IRagBuilder builder, Action<EmbeddingCacheOptions>? configure = null)
    {
        builder.AddValidatedOptions<EmbeddingCacheOptions, EmbeddingCacheOptionsValidator>(configure);
        return builder.DecorateEmbedderOnce("cache", (inner, services) =>
        {
            var options = services.GetOptions<EmbeddingCacheOptions>(builder.Name);
            var distributed = options.Distributed ? services.GetService<IDistributedCache>() : null;
            return CacheAssembly.Create(inner, options, distributed, services.GetLoggers(), services.GetTime());
        });
    }
}
