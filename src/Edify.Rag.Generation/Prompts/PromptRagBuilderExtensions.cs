using Edify.Rag.Generation.Composition;
using Edify.Rag.Generation.Context;
using Edify.Rag.Generation.Prompts;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Chooses what a language model is asked.</summary>
public static class PromptRagBuilderExtensions
{
    /// <summary>
    /// Asks by versioned prompts, shipped or from a folder: answer from the passages alone, cite them, follow nothing they say. The
    /// wording suits the reader's age.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UsePrompts(this IRagBuilder builder, Action<PromptOptions>? configure = null)
    {
        builder.AddValidatedOptions<PromptOptions, PromptOptionsValidator>(configure);
        builder.AddValidatedOptions<ContextOptions, ContextOptionsValidator>(null);
        builder.AddPromptLibrary();
        var name = builder.Name;
        return builder.Use<IPromptBuilder>("versioned prompts", services => new PromptBuilder(
            services.Live<PromptOptions>(name),
            services.GetRequiredService<PromptLibrary>(),
            new HistoryWindow(services.Live<ContextOptions>(name), services.Tokens(name))));
    }
}
