using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Edify.Rag.Tests.Shared;

/// <summary>A server on a socket of this machine that answers as a test wishes, and otherwise as its API does.</summary>
internal abstract class ApiServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ApiRequest> _requests = new();
    private readonly X509Certificate2? _certificate;
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private int _number;
    private int _underWay;
    private int _mostUnderWay;
    private int _left;

    protected ApiServer(TimeProvider? time, X509Certificate2? certificate)
    {
        (_time, _certificate) = (time ?? TimeProvider.System, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address without a path.</summary>
    public Uri Root => new($"{(_certificate is null ? "http" : "https")}://{_listener.LocalEndpoint}");

    public Uri Endpoint => new($"{(_certificate is null ? "http" : "https")}://{_listener.LocalEndpoint}/v1");

    /// <summary>What is answered instead; null answers as the API does.</summary>
    public Func<ApiRequest, ApiAnswer?>? OnRequest { get; set; }

    /// <summary>What answers wait for.</summary>
    public Task Holds { get; set; } = Task.CompletedTask;

    public IReadOnlyList<ApiRequest> Requests => [.. _requests];

    /// <summary>The most requests that were under way at the same time.</summary>
    public int MostUnderWay => Volatile.Read(ref _mostUnderWay);

    /// <summary>How many clients went without waiting for their answer.</summary>
    public int Left => Volatile.Read(ref _left);

    public async Task WaitForAsync(int requests)
    {
        while (_requests.Count < requests) await Task.Delay(5, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;

        // Not before: a listener that is stopped between two connections refuses to wait for the next one.
        _listener.Dispose();
        _stop.Dispose();
    }

    /// <summary>The answer of the API.</summary>
    protected abstract ApiAnswer Answer(ApiRequest request);

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
        using var _ = client;
        await using var connection = new ApiConnection(client, _stop.Token);
        if (!await connection.OpenAsync(_certificate)) return;
        while (await connection.ReadAsync() is var (path, headers, body))
        {
            var request = new ApiRequest(Interlocked.Increment(ref _number), _time.GetUtcNow(), path, headers, body);
            _requests.Enqueue(request);
            InterlockedMax(ref _mostUnderWay, Interlocked.Increment(ref _underWay));
            try
            {
                await Holds.WaitAsync(_stop.Token);
                if (!await connection.AnswerAsync(OnRequest?.Invoke(request) ?? Answer(request))) Interlocked.Increment(ref _left);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        while (Volatile.Read(ref most) is var known && known < value && Interlocked.CompareExchange(ref most, value, known) != known)
        {
        }
    }
}
