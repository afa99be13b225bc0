using Edify.Rag.Generation.Context;
using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Chooses how passages are fitted into a budget.</summary>
public static class ContextRagBuilderExtensions
{
    /// <summary>
    /// Fits the best passages into a budget of tokens, whole sentences only. Tokens are counted by the pipeline's
    /// <see cref="ITextTokenizer"/>; without one they are estimated.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseContextBudget(this IRagBuilder builder, Action<ContextOptions>? configure = null)
    {
        builder.AddValidatedOptions<ContextOptions, ContextOptionsValidator>(configure);
        return builder.Use<IContextBuilder>("token budget", services => new ContextBuilder(
            services.GetOptions<ContextOptions>(builder.Name),
            new TokenCounter(services.GetKeyedService<ITextTokenizer>(builder.Name))));
    }
}
