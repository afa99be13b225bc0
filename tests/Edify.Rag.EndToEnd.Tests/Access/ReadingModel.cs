using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>A language model that reads out every passage that it is given, and cites each: whatever reaches it is seen.</summary>
internal sealed class ReadingModel : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var passage in AnswerContext.Find(messages)?.Passages ?? []) yield return new(ChatRole.Assistant, $"{passage.Text} [{passage.Number}]\n");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
