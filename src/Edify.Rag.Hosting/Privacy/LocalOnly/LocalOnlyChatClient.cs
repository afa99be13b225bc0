using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy.LocalOnly;

/// <summary>Refuses calls of a model whose address has come to lie elsewhere since the start: settings may change while a host runs.</summary>
internal sealed class LocalOnlyChatClient(IChatClient inner, string model, Func<LocalNetwork> network) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Check();
        return base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Check();
        return base.GetStreamingResponseAsync(messages, options, cancellationToken);
    }

    private void Check()
    {
        var place = PlaceOf.Model(InnerClient);
        if (!network().IsLocal(place)) throw new RagConfigurationException(LocalOnlyRule.Refusal([new($"the language model '{model}'", model, place)]));
    }
}
