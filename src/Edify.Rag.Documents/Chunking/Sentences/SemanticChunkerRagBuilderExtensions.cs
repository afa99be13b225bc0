using Edify.Rag.Documents.Chunking;
using Edify.Rag.Documents.Chunking.Sentences;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Adds the semantic chunker.</summary>
public static class SemanticChunkerRagBuilderExtensions
{
    /// <summary>
    /// Cuts documents where the embeddings of neighbouring sentences part. Every sentence is embedded, with the pipeline's embedder,
    /// so that ingestion costs about twice as many embeddings as with other chunkers.
    /// </summary>
    /// <remarks>
    /// After G. Kamradt, "5 Levels of Text Splitting" (2023), with sizes bounded. Tokens are counted as
    /// <see cref="RecursiveChunkerRagBuilderExtensions.UseRecursiveChunker"/> says.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseSemanticChunker(this IRagBuilder builder, Action<SemanticChunkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddValidatedOptions<SemanticChunkerOptions, SemanticChunkerOptionsValidator>(configure);
        builder.TryAddTokenizer();
        return builder.Use<IChunker>("semantic", services => new SemanticChunker(
            services.GetOptions<SemanticChunkerOptions>(builder.Name),
            services.GetRag<ITextTokenizer>(builder.Name),
            services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>(builder.Name)));
    }
}
