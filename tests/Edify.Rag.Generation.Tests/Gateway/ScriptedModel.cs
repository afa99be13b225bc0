using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Tests.Gateway;

/// <summary>A language model that does what it is told, call by call; the last thing it was told it goes on doing.</summary>
internal sealed class ScriptedModel(params Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>[] script) : IChatClient
{
    private int _calls;
    private int _stopped;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How many calls were told to stop.</summary>
    public int Stopped => Volatile.Read(ref _stopped);

    public string Id { get; init; } = "scripted-1";

    public ChatOptions? Options { get; private set; }

    public bool IsDisposed { get; private set; }

    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Says(params string[] pieces) => Says(new UsageDetails { InputTokenCount = 100, OutputTokenCount = 10 }, pieces);

    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Says(UsageDetails? usage, params string[] pieces) => _ => Say(pieces, usage, null);

    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Fails(Exception error, params string[] before) => _ => Say(before, null, error);

    /// <summary>Says something and ends for this reason.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Ends(ChatFinishReason reason, params string[] before) => _ => End(reason, before);

    /// <summary>Says something, then nothing until it is stopped.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Stalls(params string[] before) => token => Stall(before, token);

    /// <summary>Says something, then nothing, and does not heed its token.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> IsDeaf(params string[] before) => _ => Stall(before, CancellationToken.None);

    /// <summary>Never ends.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Babbles(string piece) => token => Babble(piece, token);

    /// <summary>Waits for a sign before it answers.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> WaitsFor(Task sign, string piece) => token => Wait(sign, piece, token);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Options = options;
        var call = Interlocked.Increment(ref _calls);
        using var _ = cancellationToken.Register(() => Interlocked.Increment(ref _stopped));
        await foreach (var update in script[Math.Min(call, script.Length) - 1](cancellationToken).WithCancellation(CancellationToken.None))
        {
            update.ModelId = Id;
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, Id) : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => IsDisposed = true;

    private static async IAsyncEnumerable<ChatResponseUpdate> Say(string[] pieces, UsageDetails? usage, Exception? error)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, piece);
        }

        if (error is not null) throw error;
        if (usage is not null) yield return new(ChatRole.Assistant, [new UsageContent(usage)]) { FinishReason = ChatFinishReason.Stop };
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> End(ChatFinishReason reason, string[] before)
    {
        await foreach (var update in Say(before, null, null)) yield return update;
        yield return new() { FinishReason = reason };
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Stall(string[] before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in Say(before, null, null).WithCancellation(cancellationToken)) yield return update;
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Babble(string piece, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new(ChatRole.Assistant, piece);
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Wait(Task sign, string piece, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await sign.WaitAsync(cancellationToken);
        yield return new(ChatRole.Assistant, piece);
    }
}
