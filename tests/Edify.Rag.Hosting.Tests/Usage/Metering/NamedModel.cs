using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Usage.Metering;

/// <summary>A model under a name of its own, as price lists know it.</summary>
internal sealed class NamedModel(IChatClient inner, string name) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            update.ModelId = name;
            yield return update;
        }
    }
}
