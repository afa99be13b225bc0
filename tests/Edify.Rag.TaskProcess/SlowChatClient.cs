using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.TaskProcess;

/// <summary>A language model that writes down what it is asked, takes its time, and cites its first passage.</summary>
internal sealed class SlowChatClient(string asked) : IChatClient
{
    private const string Plan = "How much money is the late fee?\nWhen is money refunded?\nWho refunds money?\nWhich money is charged weekly?\nWhat money does the office pay?";

    private static readonly TimeSpan Thinking = TimeSpan.FromMilliseconds(400);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var context = AnswerContext.Find(messages);
        await File.AppendAllTextAsync(asked, (context?.Question ?? "the plan") + "\n", cancellationToken);
        await Task.Delay(Thinking, cancellationToken);
        yield return new(ChatRole.Assistant, context is null ? Plan : context.Passages[0].Text + " [1]") { ModelId = "slow" };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
