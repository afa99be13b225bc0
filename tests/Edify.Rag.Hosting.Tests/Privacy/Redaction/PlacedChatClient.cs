using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Privacy.Redaction;

/// <summary>A language model at an address, which remembers all that it was sent.</summary>
/// <param name="address">Where it is; <see langword="null"/> where it does not tell.</param>
/// <param name="answer">What it answers, in pieces.</param>
internal sealed class PlacedChatClient(string? address, Func<string, IEnumerable<string>> answer) : IChatClient
{
    /// <summary>Where it is now; settings may change.</summary>
    public string? Address { get; set; } = address;

    /// <summary>All that it was sent, as one text a call.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>The messages of the last call.</summary>
    public IReadOnlyList<ChatMessage> Last { get; private set; } = [];

    /// <summary>The options of the last call.</summary>
    public ChatOptions? Options { get; private set; }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (Last, Options) = ([.. messages], options);
        var text = string.Join('\n', Last.Select(m => m.Text));
        Seen.Add(text);
        foreach (var piece in answer(text))
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, piece) { ModelId = "placed" };
        }

        yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = 5 })]) { FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata)
        ? new ChatClientMetadata("placed", Address is null ? null : new Uri(Address), "placed")
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
