using Edify.Rag.Documents.Chunking;
using Edify.Rag.Documents.Chunking.Sentences;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Adds the sentence-window chunker.</summary>
public static class SentenceWindowChunkerRagBuilderExtensions
{
    /// <summary>Makes a chunk of each sentence, or of a few, and gives models the sentences around it to read.</summary>
    /// <remarks>
    /// Rows of a table and lines of code count as sentences. Tokens are counted as
    /// <see cref="RecursiveChunkerRagBuilderExtensions.UseRecursiveChunker"/> says.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseSentenceWindowChunker(this IRagBuilder builder, Action<SentenceWindowChunkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddValidatedOptions<SentenceWindowChunkerOptions, SentenceWindowChunkerOptionsValidator>(configure);
        builder.TryAddTokenizer();
        return builder.Use<IChunker>("sentence window", services => new SentenceWindowChunker(
            services.GetOptions<SentenceWindowChunkerOptions>(builder.Name), services.GetRag<ITextTokenizer>(builder.Name)));
    }
}
