using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edify.Rag.Storage.S3.Tests;

/// <summary>A server that gives the answers of a script, one a connection, and the last of them again and again.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private const byte HandshakeOfTls = 22;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Reply> _script;
    private readonly Task _serving;
    private int _requests;

    public ScriptedServer(params IReadOnlyList<Reply> script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Requests => Volatile.Read(ref _requests);

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    public S3BlobStore Open(TimeProvider? time = null, Action<S3BlobStoreOptions>? configure = null)
    {
        var options = new S3BlobStoreOptions
        {
            Bucket = "bucket",
            Endpoint = Endpoint,
            AccessKey = "AKIATEST",
            SecretKey = "secret-of-the-scripted-server",
            SessionToken = "token-of-the-scripted-server",
            MaxRetries = 0,
        };
        configure?.Invoke(options);
        return new S3BlobStore(options, time ?? TimeProvider.System);
    }

    /// <summary>A refusal as S3 writes it.</summary>
    public static Reply Refusal(int status, string code, string headers = "", string message = "refused") => new(
        $"HTTP/1.1 {status} Refused\r\n{headers}Content-Type: application/xml",
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId></Error>");

    /// <summary>An answer with content, of which less, or at length nothing, may arrive.</summary>
    public static Reply Content(string body, int length, bool stays = false) =>
        new($"HTTP/1.1 200 OK\r\nETag: \"1-1\"\r\nLast-Modified: Sat, 21 Nov 2026 10:00:00 GMT\r\nContent-Length: {length}", body) { HasLength = true, Stays = stays };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;

        // Not before: a listener that is stopped between two connections refuses to wait for the next one.
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true) answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var request = new StringBuilder();
            var buffer = new byte[8192];
            while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && buffer[0] != HandshakeOfTls && await stream.ReadAsync(buffer, _stop.Token) is var read and > 0)
                request.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var answer = _script[Math.Min(Interlocked.Increment(ref _requests), _script.Count) - 1];
            var length = answer.HasLength ? "" : $"\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer.Body)}";
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{answer.Head}{length}\r\nConnection: close\r\n\r\n{answer.Body}"), _stop.Token);
            if (answer.Stays) await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
        }
    }

    /// <param name="Head">Status line and headers.</param>
    /// <param name="Body">What follows them.</param>
    internal sealed record Reply(string Head, string Body)
    {
        public bool HasLength { get; init; }

        /// <summary>Whether the connection stays open when all is sent.</summary>
        public bool Stays { get; init; }
    }
}
