using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>A language model that says what it is told to, piece by piece, and fails where it is told to.</summary>
internal sealed class ScriptedChatClient(IReadOnlyList<string> pieces, Exception? failsAfterwards = null) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var piece in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new(ChatRole.Assistant, piece) { ModelId = "scripted" };
        }

        if (failsAfterwards is not null) throw failsAfterwards;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
