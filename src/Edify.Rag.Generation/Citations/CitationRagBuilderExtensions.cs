using Edify.Rag.Generation.Citations;
using Edify.Rag.Generation.Composition;
using Edify.Rag.Generation.Prompts;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Chooses how citations are checked.</summary>
public static class CitationRagBuilderExtensions
{
    /// <summary>
    /// Drops citations that name no passage, or one that does not support what it is cited for, renumbers the rest and quotes the
    /// words of the document that support them.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseCitationChecks(this IRagBuilder builder, Action<CitationOptions>? configure = null)
    {
        builder.AddValidatedOptions<CitationOptions, CitationOptionsValidator>(configure);
        builder.AddValidatedOptions<PromptOptions, PromptOptionsValidator>(null);
        builder.AddPromptLibrary();
        var name = builder.Name;
        return builder.Use<ICitationVerifier>("checked against passages", services => new CitationVerifier(
            services.Live<CitationOptions>(name),
            new ModelGrader(
                () => services.GetRag<IChatClient>(name),
                services.Live<PromptOptions>(name),
                services.GetRequiredService<PromptLibrary>(),
                services.GetTime(),
                services.GetLogger<ModelGrader>())));
    }
}
