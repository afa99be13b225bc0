using Edify.Rag.Embeddings.Hashing;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;

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
        builder.AddValidatedOptions<HashingEmbeddingOptions, HashingEmbeddingOptionsValidator>(configure);
        return builder.Use<IEmbeddingGenerator<string, Embedding<float>>>(
            "hashing",
            services => new HashingEmbedder(services.GetOptions<HashingEmbeddingOptions>(builder.Name)));
    }
}
