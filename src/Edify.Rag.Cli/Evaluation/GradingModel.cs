using Microsoft.Extensions.AI;

namespace Edify.Rag.Cli.Evaluation;

internal static class GradingModel
{
    /// <summary>The pipeline's language model, if it is one that can grade.</summary>
    /// <exception cref="InvalidOperationException">The pipeline has none: its answers are extracts.</exception>
    public static IChatClient Of(IChatClient model) => model.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata { ProviderName: "edify" }
        ? throw new InvalidOperationException("The pipeline has no language model to grade with: its answers are extracts. Configure one, or leave out --model-graded.")
        : model;
}
