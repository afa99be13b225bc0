using Edify.Rag.Generation.Context;
using Edify.Rag.Generation.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<ContextOptions>(builder.Name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ContextOptions>, ContextOptionsValidator>());
        return builder.Use<IContextBuilder>("token budget", services => new ContextBuilder(
            services.GetRequiredService<IOptionsMonitor<ContextOptions>>().Get(builder.Name),
            new TokenCounter(services.GetKeyedService<ITextTokenizer>(builder.Name))));
    }
}
