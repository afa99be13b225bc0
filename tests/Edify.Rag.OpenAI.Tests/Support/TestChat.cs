using Edify.Rag.OpenAI.Chat;
using Edify.Rag.Shared.Http;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Tests.Support;

/// <summary>Language models that ask the server of a test.</summary>
internal static class TestChat
{
    public const string Key = TestEmbedder.Key;

    public static OpenAIChatClient Open(this ChatApi api, Action<OpenAIChatOptions>? configure = null)
    {
        var options = new OpenAIChatOptions { Endpoint = api.Endpoint, ApiKey = Key, Model = ChatApi.Model };
        configure?.Invoke(options);
        return new(new(() => options, ServerHttp.Own(), TimeProvider.System));
    }

    public static async Task<List<ChatResponseUpdate>> StreamAsync(
        this IChatClient client, string question = "Why?", ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync([new(ChatRole.User, question)], options, cancellationToken)) updates.Add(update);
        return updates;
    }
}
