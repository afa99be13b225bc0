using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edify.Rag.Storage.AzureBlobs.Tests.Stub;

/// <summary>What a request asked for.</summary>
internal sealed record StubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, int Number);

/// <summary>What is answered: a status, headers, and a body that may be shorter than promised.</summary>
internal sealed record StubAnswer(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>What Content-Length says; the body's length when it is not set.</summary>
    public long? Promised { get; init; }

    /// <summary>Whether nothing more is sent after the body and the connection stays open.</summary>
    public bool Stalls { get; init; }
}

/// <summary>An HTTP server that answers as the test wishes, also as no sane server would.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    public const string Key = "c2VjcmV0IGtleSBvZiB0aGUgc3R1YiBhY2NvdW50LCB3aGljaCBubyBlcnJvciBtYXkgZXZlciBzaG93IGFueW9uZSE=";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<StubRequest, StubAnswer> _answer;
    private readonly Task _accepting;
    private int _requests;

    public StubServer(Func<StubRequest, StubAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Requests => Volatile.Read(ref _requests);

    private string Url => $"http://{_listener.LocalEndpoint}/stub";

    public AzureBlobStore Store(int maxRetries = 0, TimeSpan? timeout = null, TimeProvider? time = null) => AzureBlobStore.Connect(
        new()
        {
            ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=stub;AccountKey={Key};BlobEndpoint={Url};",
            Container = "content",
            MaxRetries = maxRetries,
            RequestTimeout = timeout ?? TimeSpan.FromSeconds(30),
        },
        time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;

        // Not before: a listener that is stopped between two connections refuses to wait for the next one.
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            var stream = client.GetStream();
            var request = await ReadAsync(stream);
            var answer = _answer(request);
            var head = new StringBuilder($"HTTP/1.1 {answer.Status} Stub\r\nConnection: close\r\nContent-Length: {answer.Promised ?? answer.Body.Length}\r\n");
            foreach (var (name, value) in answer.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
            if (request.Method != "HEAD") await stream.WriteAsync(answer.Body, _stop.Token);
            await stream.FlushAsync(_stop.Token);
            if (answer.Stalls) await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The client went, or the test ended.
        }
    }

    private async Task<StubRequest> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        await stream.ReadExactlyAsync(new byte[length], _stop.Token);
        var start = lines[0].Split(' ');
        return new(start[0], start[1], headers, Interlocked.Increment(ref _requests));
    }
}
