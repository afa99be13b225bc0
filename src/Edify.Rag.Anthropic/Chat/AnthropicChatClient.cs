using System.Runtime.CompilerServices;
using Anthropic;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Anthropic.Chat;

/// <summary>One of Anthropic's language models, by the SDK's own client, with errors that callers know. Calls are made once: whoever calls it repeats them.</summary>
internal sealed class AnthropicChatClient(AnthropicServer server) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var connection = server.Connection;
        return await GuardAsync(
            connection, () => connection.Client.GetResponseAsync(messages, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var connection = server.Connection;
        var updates = connection.Client.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = updates.ConfigureAwait(false);
        var isComplete = false;
        while (await GuardAsync(connection, () => updates.MoveNextAsync().AsTask(), cancellationToken).ConfigureAwait(false))
        {
            isComplete |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }

        // Connections that break need not look broken: what counts is that the service said that it was done.
        if (!isComplete) throw connection.Errors.BrokenOff();
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        var connection = server.Connection;
        if (serviceType == typeof(ChatClientMetadata)) return new ChatClientMetadata("anthropic", connection.Options.Address, connection.Options.Model);
        if (serviceType == typeof(IAnthropicClient) || serviceType == typeof(AnthropicClient)) return connection.Sdk;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => server.Dispose();

    private static async Task<TResult> GuardAsync<TResult>(AnthropicConnection connection, Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            // What breaks because it was cancelled is no fault.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && connection.Errors.Of(e) is { } known)
        {
            throw known;
        }
    }
}
