using Edify.Rag.Generation.Citations;

namespace Edify.Rag;

/// <summary>Chooses how citations are checked.</summary>
public static class CitationRagBuilderExtensions
{
    /// <summary>Drops citations that name no passage, renumbers the rest and quotes the words of the document that support them.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseCitationChecks(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use<ICitationVerifier>("checked against passages", _ => new CitationVerifier());
    }
}
