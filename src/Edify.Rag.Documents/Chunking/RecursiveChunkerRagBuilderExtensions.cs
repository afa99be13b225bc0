using Edify.Rag.Documents.Chunking;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag;

/// <summary>Adds the chunker.</summary>
public static class RecursiveChunkerRagBuilderExtensions
{
    /// <summary>Cuts documents along their structure: sections, elements, rows and lines, sentences, words.</summary>
    /// <remarks>
    /// With <see cref="ChunkUnit.Tokens"/>, tokens are counted by the pipeline's <see cref="ITextTokenizer"/>; without one
    /// they are estimated: one per four letters of a word, one per sign or ideograph.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseRecursiveChunker(this IRagBuilder builder, Action<ChunkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddValidatedOptions<ChunkerOptions, ChunkerOptionsValidator>(configure);
        builder.Services.TryAddKeyedSingleton<ITextTokenizer, ApproximateTokenizer>(builder.Name);
        return builder.Use<IChunker>("recursive", services => new RecursiveChunker(
            services.GetOptions<ChunkerOptions>(builder.Name),
            services.GetRag<ITextTokenizer>(builder.Name)));
    }
}
