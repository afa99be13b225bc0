using Edify.Rag.Anthropic.Chat;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Http;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Adds one of Anthropic's language models.</summary>
public static class AnthropicChatRagBuilderExtensions
{
    extension(RagProvider)
    {
        /// <summary>Lets configuration add it to <c>Models</c> by <c>Provider = Anthropic</c>, with <see cref="AnthropicChatOptions"/> in <c>Anthropic</c> below the model.</summary>
        public static RagProvider AnthropicChat => new(RagProvider.ModelStage, "Anthropic", static (rag, model) =>
        {
            var (name, section) = (RagProvider.ModelNameOf(model), model.GetSection("Anthropic"));
            rag.Services.Configure<AnthropicChatOptions>(RagServices.ModelOf(rag.Name, name), section, SettingsBinding.Strict<AnthropicChatOptions>(section));
            rag.UseAnthropicChat(name: name);
        });
    }

    /// <summary>
    /// Has answers written by one of Anthropic's language models, by the official SDK. Called several times, or with other verbs of language
    /// models, the models are asked in that order.
    /// </summary>
    /// <remarks>
    /// A service that is down or overloaded raises <see cref="ModelServiceException"/>, one that can't be used
    /// <see cref="RagConfigurationException"/>, and one that refuses what is asked <see cref="ModelRefusalException"/>.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Names the model; sets the key.</param>
    /// <param name="name">What the description and reports call it; never blank. A model of this name is replaced.</param>
    /// <param name="limits">Sets time limits, repetitions, breaker and budget.</param>
    /// <param name="httpClient">
    /// Gives the HTTP client, once, such as one of <c>IHttpClientFactory</c>; it is not disposed here. Its own timeout holds too, for the
    /// whole of an answer. When omitted, the model has one of its own.
    /// </param>
    public static IRagBuilder UseAnthropicChat(
        this IRagBuilder builder,
        Action<AnthropicChatOptions>? configure = null,
        string name = "anthropic",
        Action<ChatModelOptions>? limits = null,
        Func<IServiceProvider, HttpClient>? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var key = RagServices.ModelOf(builder.Name, name);
        var options = builder.Services.AddOptions<AnthropicChatOptions>(key);
        if (configure is not null) options.Configure(configure);
        options.ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AnthropicChatOptions>, AnthropicChatOptionsValidator>());
        return builder.UseChat(
            services => new AnthropicChatClient(new(services.Live<AnthropicChatOptions>(key), ServerHttp.Create(services, httpClient), services.GetTime())),
            name,
            limits ?? (static _ => { }));
    }
}
