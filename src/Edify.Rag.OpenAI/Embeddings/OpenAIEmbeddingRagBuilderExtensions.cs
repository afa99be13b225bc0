using Edify.Rag.OpenAI.Embeddings;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Http;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Chooses an embedder that is asked for by OpenAI's API.</summary>
public static class OpenAIEmbeddingRagBuilderExtensions
{
    extension(RagProvider)
    {
        /// <summary>Lets configuration choose it by <c>Embeddings:Provider = OpenAI</c>, with <see cref="OpenAIEmbeddingOptions"/> in <c>Embeddings:OpenAI</c>.</summary>
        public static RagProvider OpenAIEmbeddings => new("Embeddings", "OpenAI", static (rag, section) =>
        {
            rag.Services.Configure<OpenAIEmbeddingOptions>(rag.Name, section, SettingsBinding.Strict<OpenAIEmbeddingOptions>(section));
            rag.UseOpenAIEmbeddings();
        });
    }

    /// <summary>
    /// Embeds texts by OpenAI, by Azure OpenAI, or by another server with OpenAI's API: Ollama, vLLM, LM Studio,
    /// text-embeddings-inference and many more.
    /// </summary>
    /// <remarks>
    /// Texts are counted by the pipeline's <see cref="ITextTokenizer"/>, where one was chosen, otherwise estimated. Texts that the
    /// server refuses raise <see cref="TextsRefusedException"/>, a server that is down or overloaded
    /// <see cref="ModelServiceException"/>, and one that can't be used <see cref="RagConfigurationException"/>.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Names the model; sets key or endpoint.</param>
    /// <param name="httpClient">
    /// Gives the HTTP client, once, such as one of <c>IHttpClientFactory</c>; it is not disposed here. Its own timeout holds too.
    /// When omitted, the embedder has one of its own.
    /// </param>
    public static IRagBuilder UseOpenAIEmbeddings(
        this IRagBuilder builder, Action<OpenAIEmbeddingOptions>? configure = null, Func<IServiceProvider, HttpClient>? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.AddValidatedOptions<OpenAIEmbeddingOptions, OpenAIEmbeddingOptionsValidator>(configure);
        return builder.Use<IEmbeddingGenerator<string, Embedding<float>>>("openai", services =>
        {
            var options = services.GetOptions<OpenAIEmbeddingOptions>(name);
            var logger = services.GetLogger<OpenAIEmbedder>();
            var server = new EmbeddingServer(options, ServerHttp.Create(services, httpClient), services.GetTime(), logger);
            return new OpenAIEmbedder(options, server, () => services.GetKeyedService<ITextTokenizer>(name), logger);
        });
    }
}
