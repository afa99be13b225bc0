using Edify.Rag.Embeddings.Hashing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Chooses the hashing embedder.</summary>
public static class HashingEmbeddingRagBuilderExtensions
{
    /// <summary>Embeds texts by signed feature hashing: no model, no download, the same vectors on every machine.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseHashingEmbeddings(this IRagBuilder builder, Action<HashingEmbeddingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<HashingEmbeddingOptions>(builder.Name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<HashingEmbeddingOptions>, HashingEmbeddingOptionsValidator>());
        return builder.Use<IEmbeddingGenerator<string, Embedding<float>>>(
            "hashing",
            services => new HashingEmbedder(services.GetRequiredService<IOptionsMonitor<HashingEmbeddingOptions>>().Get(builder.Name)));
    }
}
