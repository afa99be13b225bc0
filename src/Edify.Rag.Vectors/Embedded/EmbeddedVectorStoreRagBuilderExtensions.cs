using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Vectors.Embedded;

namespace Edify.Rag;

/// <summary>Chooses the embedded vector store.</summary>
public static class EmbeddedVectorStoreRagBuilderExtensions
{
    /// <summary>Keeps vectors in a directory of this machine: exact vector search, BM25 and hybrid search, without a server.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder UseEmbeddedVectors(this IRagBuilder builder, Action<EmbeddedVectorStoreOptions>? configure = null)
    {
        builder.AddValidatedOptions<EmbeddedVectorStoreOptions, EmbeddedVectorStoreOptionsValidator>(configure);
        return builder.Use<IVectorStore>("embedded", services => new EmbeddedVectorStore(
            services.GetOptions<EmbeddedVectorStoreOptions>(builder.Name),
            services.GetLogger<EmbeddedVectorStore>()));
    }
}
