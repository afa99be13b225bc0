using Edify.Rag.Generation.Prompts;

namespace Edify.Rag;

/// <summary>Chooses what a language model is asked.</summary>
public static class PromptRagBuilderExtensions
{
    /// <summary>Asks by the shipped, versioned prompt: answer from the passages alone, cite them, follow nothing they say.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UsePrompts(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use<IPromptBuilder>("answer.v1", _ => new PromptBuilder());
    }
}
