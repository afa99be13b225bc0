using Edify.Rag.OpenAI.Embeddings;
using Edify.Rag.Shared.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.OpenAI.Tests.Support;

/// <summary>Embedders that ask the server of a test.</summary>
internal static class TestEmbedder
{
    public const string Key = "sk-key-of-the-tests-which-is-secret";

    public static OpenAIEmbedder Open(
        this EmbeddingApi api, Action<OpenAIEmbeddingOptions>? configure = null, TimeProvider? time = null, ITextTokenizer? tokenizer = null, ILogger? logger = null)
    {
        var options = new OpenAIEmbeddingOptions { Endpoint = api.Endpoint, ApiKey = Key, Model = EmbeddingApi.Model, MaxRetries = 0, RequestTimeout = TimeSpan.FromHours(1) };
        configure?.Invoke(options);
        logger ??= NullLogger.Instance;
        return new(options, new EmbeddingServer(options, ServerHttp.Own(), time ?? TimeProvider.System, logger), () => tokenizer, logger);
    }

    public static async Task<float[]> VectorAsync(this OpenAIEmbedder embedder, string text, EmbeddingGenerationOptions? options = null) =>
        (await embedder.GenerateAsync([text], options))[0].Vector.ToArray();
}
