using System.Globalization;
using System.Text;

namespace Edify.Rag.Tests.Shared;

/// <summary>What is said on one connection by HTTP/1.1: request by request, so that each can have its fault.</summary>
internal sealed class HttpConversation(ProxyConnection connection, FaultProxy proxy)
{
    private readonly HttpWire _client = new(connection.Client);
    private Stream? _serverStream;
    private HttpWire? _server;
    private Task _upload = Task.CompletedTask;

    /// <summary>Goes on until one side ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(cancellationToken) is { } head)
            {
                var (request, fault) = proxy.Script.Meet(connection.Number, head);
                var goesOn = fault is Fault.Answer answer
                    ? await AnswerAsync(head, answer, cancellationToken)
                    : await ForwardAsync(request, head, fault, cancellationToken);
                if (!goesOn) return;
            }
        }
        finally
        {
            connection.Dispose();
            await Task.WhenAny(_upload);
        }
    }

    // A server that ends a connection while it is idle ends the client's too, as without a proxy.
    private async Task<HttpHead?> NextAsync(CancellationToken cancellationToken)
    {
        var head = _client.ReadHeadAsync(cancellationToken);
        if (_server is null) return await head;
        var ended = _server.IsEmpty ? connection.ServerSpeaksAsync(_serverStream!, cancellationToken) : Task.CompletedTask;
        return await Task.WhenAny(head, ended) == head || head.IsCompleted ? await head : null;
    }

    private async Task<bool> AnswerAsync(HttpHead request, Fault.Answer answer, CancellationToken cancellationToken)
    {
        // Who waits for a word does not send the body now.
        var goesOn = !request.ExpectsWord;
        if (goesOn) await _client.CopyAsync(request.RequestBody(), _ => ValueTask.CompletedTask, cancellationToken);

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Fault\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer.Body)}\r\n");
        if (answer.RetryAfter is { } time) text.Append(CultureInfo.InvariantCulture, $"Retry-After: {(long)time.TotalSeconds}\r\n");
        if (answer.Body.Length > 0) text.Append("Content-Type: application/xml\r\n");
        if (!goesOn) text.Append("Connection: close\r\n");
        text.Append("\r\n").Append(request.Method == "HEAD" ? string.Empty : answer.Body);
        await connection.Client.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        return goesOn;
    }

    private async Task<bool> ForwardAsync(ProxiedRequest request, HttpHead head, Fault? fault, CancellationToken cancellationToken)
    {
        _serverStream ??= await connection.ConnectAsync(cancellationToken);
        _server ??= new HttpWire(_serverStream);
        await _serverStream.WriteAsync(head.Bytes, cancellationToken);
        _upload = UploadAsync(_serverStream, head.RequestBody(), fault?.OnRequests(), cancellationToken);

        var isAsked = !head.ExpectsWord;
        HttpHead? answer;
        while ((answer = await _server.ReadHeadAsync(cancellationToken)) is { Status: < 200 })
        {
            isAsked = true;
            await connection.Client.WriteAsync(answer.Bytes, cancellationToken);
        }

        if (fault is Fault.LoseAnswer) connection.Reset();
        if (answer is null || fault is Fault.LoseAnswer) return false;

        await connection.Client.WriteAsync(answer.Bytes, cancellationToken);
        var output = new FaultedOutput(connection.Client, connection, proxy, fault?.OnAnswers());
        await output.WriteAsync(default, cancellationToken);
        var body = answer.AnswerBody(request.Method);
        await _server.CopyAsync(body, bytes => output.WriteAsync(bytes, cancellationToken), cancellationToken);

        // A server may refuse an upload before it has all of it, and then nobody knows where the next request would begin.
        if (!isAsked || body == HttpBody.ToTheEnd || answer.Closes) return false;
        await _upload;
        return true;
    }

    private async Task UploadAsync(Stream server, HttpBody body, Fault? fault, CancellationToken cancellationToken)
    {
        var output = new FaultedOutput(server, connection, proxy, fault);
        try
        {
            await output.WriteAsync(default, cancellationToken);
            await _client.CopyAsync(body, bytes => output.WriteAsync(bytes, cancellationToken), cancellationToken);
        }
        catch (IOException)
        {
            // The server would wait for the rest, and so would who waits for its answer.
            connection.Reset();
            throw;
        }
    }
}
