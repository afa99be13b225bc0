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
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<ExtractiveOptions>(builder.Name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ExtractiveOptions>, ExtractiveOptionsValidator>());
        return builder.Use<IChatClient>(
            "extractive",
            services => new ExtractiveChatClient(services.GetRequiredService<IOptionsMonitor<ExtractiveOptions>>().Get(builder.Name)));
    }
}
