using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>Stands between a store and its server for a while, and writes down what the store says: what a raw call of the same is made of.</summary>
internal sealed class Tap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<TappedConnection> _connections = [];
    private readonly Task _accepting;
    private readonly IPEndPoint _server;

    public Tap(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>What the work says to the server, turn by turn. Heartbeats on other connections are left out.</summary>
    public async Task<IReadOnlyList<byte[]>> ListenAsync(Func<Task> work)
    {
        foreach (var connection in _connections) connection.Forget();
        await work();
        return _connections.Select(c => c.Turns()).MaxBy(turns => turns.Sum(turn => turn.Length)) is { Count: > 0 } said
            ? said
            : throw new InvalidOperationException("The store said nothing to its server.");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var connection in _connections) await connection.DisposeAsync();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var server = new TcpClient { NoDelay = true };
                await server.ConnectAsync(_server);
                _connections.Add(new(client, server));
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody listens any more.
        }
    }
}
