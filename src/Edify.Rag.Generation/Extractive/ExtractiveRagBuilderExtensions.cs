using Edify.Rag.Generation.Extractive;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Chooses answers without a language model.</summary>
public static class ExtractiveRagBuilderExtensions
{
    /// <summary>Answers with the sentences of the documents that answer the question: no model, no network, nothing invented.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseExtractiveAnswers(this IRagBuilder builder, Action<ExtractiveOptions>? configure = null)
    {
        builder.AddValidatedOptions<ExtractiveOptions, ExtractiveOptionsValidator>(configure);
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
        builder.AddValidatedOptions<ExtractiveOptions, ExtractiveOptionsValidator>(configure);
        var name = builder.Name;
        builder.Services.AddKeyedSingleton<IChatClient>(RagServices.FallbackOf(name), (services, _) => Create(services, name));
        return builder;
    }

    private static ExtractiveChatClient Create(IServiceProvider services, string name) => new(services.Live<ExtractiveOptions>(name));
}
