using Edify.Rag.Generation.Composition;
using Edify.Rag.Generation.Context;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Chooses how passages are fitted into a budget.</summary>
public static class ContextRagBuilderExtensions
{
    /// <summary>
    /// Fits the best passages into a budget of tokens, whole sentences only. Tokens are counted by the language model's tokenizer:
    /// that of <see cref="UseContextTokenizer"/>, else what the model's client offers as a service, else an
    /// <see cref="ITextTokenizer"/> that was registered for the pipeline; without one they are estimated, rather too high.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseContextBudget(this IRagBuilder builder, Action<ContextOptions>? configure = null)
    {
        builder.AddValidatedOptions<ContextOptions, ContextOptionsValidator>(configure);
        var name = builder.Name;
        return builder.Use<IContextBuilder>("token budget", services => new ContextBuilder(services.Live<ContextOptions>(name), services.Tokens(name)));
    }

    /// <summary>Counts what the language model reads by its own tokenizer, whatever chunkers and embedders count by.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the tokenizer, once; it must be safe for concurrent use.</param>
    public static IRagBuilder UseContextTokenizer(this IRagBuilder builder, Func<IServiceProvider, ITextTokenizer> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        builder.Services.AddKeyedSingleton(PipelineServices.TokenizerOf(builder.Name), (services, _) => factory(services));
        return builder;
    }
}
