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

    /// <summary>What the work says to the server.</summary>
    /// <param name="work">The work.</param>
    /// <param name="isHeartbeat">What is none of it.</param>
    public async Task<TappedCall> ListenAsync(Func<Task> work, Func<ReadOnlyMemory<byte>, bool> isHeartbeat)
    {
        foreach (var connection in _connections) connection.Forget();
        await work();
        return TappedCall.Of(_connections.SelectMany(connection => connection.Turns()).Where(turn => !isHeartbeat(turn.Said)));
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
