using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Edify.Rag.OpenAI.Connection;
using Microsoft.Extensions.AI;
using SdkChatClient = OpenAI.Chat.ChatClient;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>A language model behind OpenAI's API. Calls are made once: whoever calls it repeats them.</summary>
internal sealed class OpenAIChatClient(ChatServer server) : IChatClient
{
    // Far more than any answer, and little enough for the memory.
    private const int MostBytes = 32 << 20;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var connection = server.Connection;
        using var content = ChatRequest.Write(connection.Options, messages, options, streams: false);
        return await GuardAsync(connection, token => AnswerAsync(connection, content, token), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var connection = server.Connection;
        using var content = ChatRequest.Write(connection.Options, messages, options, streams: true);
        using var response = await GuardAsync(connection, token => OpenAsync(connection, content, token), cancellationToken).ConfigureAwait(false);
        if (IsWhole(response))
        {
            var whole = await GuardAsync(connection, token => ReadAsync(connection, response, token), cancellationToken).ConfigureAwait(false);
            foreach (var update in whole.ToChatResponseUpdates()) yield return update;
            yield break;
        }

        var (events, pieces) = (new EventReader(response.ContentStream ?? Stream.Null), new ChatStream());
        while (await GuardAsync(connection, token => NextAsync(connection, events, pieces, token), cancellationToken).ConfigureAwait(false) is { IsOver: false } next)
        {
            if (next.Update is { } update) yield return update;
        }

        if (pieces.Finish() is { } rest) yield return rest;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return new ChatClientMetadata("openai", server.Connection.Options.Address, server.Connection.Options.Model);
        if (serviceType == typeof(SdkChatClient)) return server.Connection.Client;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => server.Dispose();

    private static async Task<ChatResponse> AnswerAsync(ChatConnection connection, BinaryContent content, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(connection, content, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(connection, response, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<PipelineResponse> OpenAsync(ChatConnection connection, BinaryContent content, CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(content, cancellationToken).ConfigureAwait(false);
        if (response.Status is >= 200 and < 300) return response;
        using var refused = response;
        throw ChatRefusal.Of(await ServerAnswer.ReadAsync(response, MostBytes, cancellationToken).ConfigureAwait(false), connection.Errors);
    }

    private static async Task<ChatResponse> ReadAsync(ChatConnection connection, PipelineResponse response, CancellationToken cancellationToken)
    {
        var answer = await ServerAnswer.ReadAsync(response, MostBytes, cancellationToken).ConfigureAwait(false);
        if (answer.Body.Span.TrimStart(" \r\n\t"u8) is [(byte)'<', ..]) throw connection.Errors.NoApi("it answers with a page");
        if (!answer.IsWhole) throw new FormatException("its answer has no end");
        return ChatAnswer.Read(answer.Body);
    }

    private static async Task<(bool IsOver, ChatResponseUpdate? Update)> NextAsync(
        ChatConnection connection, EventReader events, ChatStream pieces, CancellationToken cancellationToken)
    {
        if (await events.ReadAsync(cancellationToken).ConfigureAwait(false) is { } data)
        {
            if (IsError(data)) throw ChatRefusal.InStream(data, connection.Errors, connection.Options.Model);
            return (false, pieces.Read(data));
        }

        // Connections that break need not look broken: what counts is that the server said that it was done.
        return pieces.IsComplete ? (true, null) : throw new IOException("The stream ended before the answer did.");
    }

    private static bool IsError(ReadOnlyMemory<byte> data)
    {
        if (data.Span.IndexOf("\"error\""u8) < 0) return false;
        using var json = JsonDocument.Parse(data);
        return ChatJson.Member(json.RootElement, "error") is not null;
    }

    // Some servers answer as if no stream had been asked for; a page says that there is no such API.
    private static bool IsWhole(PipelineResponse response) =>
        response.Headers.TryGetValue("Content-Type", out var type) && type is not null
        && (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase));

    private static async Task<TResult> GuardAsync<TResult>(ChatConnection connection, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            // What breaks because it was cancelled is no fault.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Garbled(connection, e is FormatException ? e.Message : "its answer is no JSON, or breaks off");
        }
        catch (Exception e) when (connection.Errors.Of(e) is { } known)
        {
            throw known;
        }
    }

    // It may do better next time: a proxy in between, or a model that was asked for JSON and the server failed to write it.
    private static ModelServiceException Garbled(ChatConnection connection, string because) => new(
        connection.Errors.Address, connection.Options.Model, $"{connection.Errors.Server} answers what can't be read: {because}.", isTransient: true);
}
