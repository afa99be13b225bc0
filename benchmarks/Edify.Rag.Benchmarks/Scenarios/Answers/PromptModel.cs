using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Benchmarks.Scenarios.Answers;

/// <summary>A language model that takes no time: it repeats the beginning of the first passage and cites it.</summary>
internal sealed class PromptModel : IChatClient
{
    private const int Words = 12;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var passage = AnswerContext.Find(messages)?.Passages.FirstOrDefault(p => p.Number == 1)?.Text;
        if (passage is null)
        {
            yield return new(ChatRole.Assistant, AnswerProtocol.NoAnswer);
            yield break;
        }

        foreach (var word in passage.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Words)) yield return new(ChatRole.Assistant, word + " ");
        yield return new(ChatRole.Assistant, "[1].");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
