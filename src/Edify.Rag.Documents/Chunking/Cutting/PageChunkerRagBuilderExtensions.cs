using Edify.Rag.Documents.Chunking;
using Edify.Rag.Documents.Chunking.Cutting;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Adds the page chunker.</summary>
public static class PageChunkerRagBuilderExtensions
{
    /// <summary>
    /// Makes a chunk of each page; one that is larger than <see cref="ChunkerOptions.Size"/> is cut like a section of the
    /// structure-aware chunker. No chunk has text of two pages, unless a single paragraph or table reaches from one into the next.
    /// </summary>
    /// <remarks>
    /// A document without pages is one page. Tokens are counted as <see cref="RecursiveChunkerRagBuilderExtensions.UseRecursiveChunker"/> says.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UsePageChunker(this IRagBuilder builder, Action<PageChunkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddValidatedOptions<PageChunkerOptions, PageChunkerOptionsValidator>(configure);
        builder.TryAddTokenizer();
        return builder.Use<IChunker>("page", services => Create(
            services.GetOptions<PageChunkerOptions>(builder.Name), services.GetRag<ITextTokenizer>(builder.Name)));
    }

    internal static IChunker Create(PageChunkerOptions options, ITextTokenizer tokenizer)
    {
        var rules = new CutRules { BreaksAtPages = true, KeepsBlocks = true, RepeatsTableHeaders = true, EmbedsHeadings = options.PrefixHeadings };
        return new ElementChunker(ChunkerFingerprint.Of("page/1", options, tokenizer), options, rules, tokenizer);
    }
}
