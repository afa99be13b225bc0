using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>A language model that remembers what it was asked and waits, where a test wants it to, before it answers.</summary>
/// <param name="answer">What it says to what it was asked.</param>
internal sealed class WatchedChatClient(Func<IReadOnlyList<ChatMessage>, string> answer) : IChatClient
{
    private readonly Lock _lock = new();
    private readonly List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> _calls = [];

    /// <summary>Cites its first passage and says nothing else; where there is none it sums up in a word.</summary>
    public WatchedChatClient() : this(static messages => AnswerContext.Find(messages) is { } context ? context.Passages[0].Text + " [1]" : "In short.") { }

    public IReadOnlyList<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    /// <summary>Calls that are no answers, such as summaries, are told apart by their purpose.</summary>
    public int Answers => Calls.Count(c => ModelCall.Find(c.Options)?.Purpose == ModelCall.Answering);

    /// <summary>How many calls were given up by who made them.</summary>
    public int Cancelled { get; private set; }

    /// <summary>What a call waits for after its first word.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>What the last update of an answer carries.</summary>
    public ModelReport? Report { get; set; }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages.ToList();
        lock (_lock) _calls.Add((asked, options));
        var text = answer(asked);
        var half = text.Length / 2;
        yield return new(ChatRole.Assistant, text[..half]) { ModelId = "watched" };
        try
        {
            await Gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock) Cancelled++;
            throw;
        }

        yield return new(ChatRole.Assistant, text[half..]) { ModelId = "watched", AdditionalProperties = Report?.AttachTo(null) };
        yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 120, OutputTokenCount = 12 })]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
