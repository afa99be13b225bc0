using Edify.Rag.OpenAI.Chat;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Http;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Adds a language model that is asked for by OpenAI's API.</summary>
public static class OpenAIChatRagBuilderExtensions
{
    extension(RagProvider)
    {
        /// <summary>Lets configuration add it to <c>Models</c> by <c>Provider = OpenAI</c>, with <see cref="OpenAIChatOptions"/> in <c>OpenAI</c> below the model.</summary>
        public static RagProvider OpenAIChat => new(RagProvider.ModelStage, "OpenAI", static (rag, model) =>
        {
            var (name, section) = (RagProvider.ModelNameOf(model), model.GetSection("OpenAI"));
            rag.Services.Configure<OpenAIChatOptions>(RagServices.ModelOf(rag.Name, name), section, SettingsBinding.Strict<OpenAIChatOptions>(section));
            rag.UseOpenAIChat(name: name);
        });
    }

    /// <summary>
    /// Has answers written by a language model at OpenAI, at Azure OpenAI, or at another server with OpenAI's API: Ollama, vLLM, LM Studio
    /// and many more. Called several times, or with other verbs of language models, the models are asked in that order.
    /// </summary>
    /// <remarks>
    /// A server that is down or overloaded raises <see cref="ModelServiceException"/>, one that can't be used
    /// <see cref="RagConfigurationException"/>, and one that refuses what is asked <see cref="ModelRefusalException"/>. Text and calls of
    /// tools are sent; images are not.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Names the model; sets key or endpoint.</param>
    /// <param name="name">What the description and reports call it; never blank. A model of this name is replaced.</param>
    /// <param name="limits">Sets time limits, repetitions, breaker and budget.</param>
    /// <param name="httpClient">
    /// Gives the HTTP client, once, such as one of <c>IHttpClientFactory</c>; it is not disposed here. Its own timeout holds too, for the
    /// whole of an answer. When omitted, the model has one of its own.
    /// </param>
    public static IRagBuilder UseOpenAIChat(
        this IRagBuilder builder,
        Action<OpenAIChatOptions>? configure = null,
        string name = "openai",
        Action<ChatModelOptions>? limits = null,
        Func<IServiceProvider, HttpClient>? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var key = RagServices.ModelOf(builder.Name, name);
        var options = builder.Services.AddOptions<OpenAIChatOptions>(key);
        if (configure is not null) options.Configure(configure);
        options.ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OpenAIChatOptions>, OpenAIChatOptionsValidator>());
        return builder.UseChat(
            services => new OpenAIChatClient(new(services.Live<OpenAIChatOptions>(key), ServerHttp.Create(services, httpClient), services.GetTime())),
            name,
            limits ?? (static _ => { }));
    }
}
