using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Changes how long questions are worked on.</summary>
public static class ResearchRagBuilderExtensions
{
    /// <summary>Changes how many questions a research asks, and how many at a time. Research itself is always there.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureResearch(this IRagBuilder builder, Action<ResearchOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<ResearchOptions, ResearchOptionsValidator>(configure);
        return builder;
    }
}
