using Edify.Rag.Documents.Chunking;
using Edify.Rag.Documents.Chunking.Cutting;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Adds the recursive chunker.</summary>
public static class RecursiveChunkerRagBuilderExtensions
{
    /// <summary>Cuts documents at the coarsest boundary that fills a chunk: sections, paragraphs, rows and lines, sentences, words.</summary>
    /// <remarks>
    /// With <see cref="ChunkUnit.Tokens"/>, tokens are counted by the pipeline's <see cref="ITextTokenizer"/>, else by the one that the
    /// embedder offers; without either they are estimated: one per four letters of a word, one per sign or ideograph.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseRecursiveChunker(this IRagBuilder builder, Action<RecursiveChunkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddValidatedOptions<RecursiveChunkerOptions, RecursiveChunkerOptionsValidator>(configure);
        builder.TryAddTokenizer();
        return builder.Use<IChunker>("recursive", services => Create(
            services.GetOptions<RecursiveChunkerOptions>(builder.Name), services.GetRag<ITextTokenizer>(builder.Name)));
    }

    internal static IChunker Create(RecursiveChunkerOptions options, ITextTokenizer tokenizer)
    {
        var rules = new CutRules { Overlap = options.Overlap, BreaksAtHeadings = options.BreakAtHeadings, EmbedsHeadings = options.PrefixHeadings };
        var fingerprint = ChunkerFingerprint.Of(
            "recursive/2", options, tokenizer, ChunkerFingerprint.Number(options.Overlap), options.BreakAtHeadings ? "headings" : "flat");
        return new ElementChunker(fingerprint, options, rules, tokenizer);
    }
}
