using Edify.Rag.Documents.Chunking;
using Edify.Rag.Documents.Chunking.Cutting;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Adds the structure-aware chunker.</summary>
public static class StructureChunkerRagBuilderExtensions
{
    /// <summary>
    /// Cuts documents along their structure: never across a heading unless a section is small; tables and code stay whole where they
    /// fit, else they are cut between rows and lines, and the first row of a table stands before each of its parts.
    /// </summary>
    /// <remarks>Tokens are counted as <see cref="RecursiveChunkerRagBuilderExtensions.UseRecursiveChunker"/> says.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseStructureChunker(this IRagBuilder builder, Action<StructureChunkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddValidatedOptions<StructureChunkerOptions, StructureChunkerOptionsValidator>(configure);
        builder.TryAddTokenizer();
        return builder.Use<IChunker>("structure", services => Create(
            services.GetOptions<StructureChunkerOptions>(builder.Name), services.GetRag<ITextTokenizer>(builder.Name)));
    }

    internal static IChunker Create(StructureChunkerOptions options, ITextTokenizer tokenizer)
    {
        var rules = new CutRules
        {
            Overlap = options.Overlap,
            BreaksAtHeadings = true,
            KeepsBlocks = true,
            RepeatsTableHeaders = options.RepeatTableHeaders,
            EmbedsHeadings = options.PrefixHeadings,
        };
        var fingerprint = ChunkerFingerprint.Of(
            "structure/1", options, tokenizer, ChunkerFingerprint.Number(options.Overlap), options.RepeatTableHeaders ? "headers" : "rows");
        return new ElementChunker(fingerprint, options, rules, tokenizer);
    }
}
