using Edify.Rag.Generation.Extractive;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Chooses answers without a language model.</summary>
public static class ExtractiveRagBuilderExtensions
{
    /// <summary>Answers with the sentences of the documents that answer the question: no model, no network, nothing invented.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseExtractiveAnswers(this IRagBuilder builder, Action<ExtractiveOptions>? configure = null)
    {
        AddOptions(builder, configure);
        return builder.Use<IChatClient>("extractive", services => Create(services, builder.Name));
    }

    /// <summary>
    /// Keeps extractive answers at hand for when the language model fails: an <see cref="IChatClient"/> under the key
    /// <see cref="RagServices.FallbackOf"/>.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseExtractiveFallback(this IRagBuilder builder, Action<ExtractiveOptions>? configure = null)
    {
        AddOptions(builder, configure);
        var name = builder.Name;
        builder.Services.AddKeyedSingleton<IChatClient>(RagServices.FallbackOf(name), (services, _) => Create(services, name));
        return builder;
    }

    private static void AddOptions(IRagBuilder builder, Action<ExtractiveOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<ExtractiveOptions>(builder.Name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ExtractiveOptions>, ExtractiveOptionsValidator>());
    }

    private static ExtractiveChatClient Create(IServiceProvider services, string name) =>
        new(services.GetRequiredService<IOptionsMonitor<ExtractiveOptions>>().Get(name));
}
