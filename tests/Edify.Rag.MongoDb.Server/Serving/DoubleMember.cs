using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>One server of the double: it listens, and answers on each of its connections.</summary>
internal sealed class DoubleMember : IAsyncDisposable
{
    private readonly MongoDouble _double;
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private CancellationTokenSource _end = new();
    private Socket _listener;
    private Task _accepting;
    private int _accepted;

    public DoubleMember(MongoDouble @double)
    {
        _double = @double;
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync(_listener, _end.Token);
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public bool IsPrimary => _double.Primary == this;

    /// <summary>How many connections were made so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How many connections are open.</summary>
    public int Open => _connections.Count;

    /// <summary>Closes all connections and listens no more.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        foreach (var socket in _connections.Keys) socket.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Values);
    }

    /// <summary>Listens again, at the same port.</summary>
    public void Start()
    {
        _end = new();
        _listener = Listen(Port);
        _accepting = AcceptAsync(_listener, _end.Token);
    }

    /// <summary>Closes all connections, as a network does that breaks for a moment.</summary>
    public void Cut()
    {
        foreach (var socket in _connections.Keys) socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        return listener;
    }

    private async Task AcceptAsync(Socket listener, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(end);
                Interlocked.Increment(ref _accepted);
                var started = new TaskCompletionSource();
                _connections[socket] = started.Task;
                _ = ServeAsync(socket, started, end);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (end.IsCancellationRequested) return;
            }
        }
    }

    private async Task ServeAsync(Socket socket, TaskCompletionSource ended, CancellationToken end)
    {
        try
        {
            socket.NoDelay = true;
            await new DoubleConnection(_double, this).ServeAsync(new NetworkStream(socket, ownsSocket: true), end);
        }
        finally
        {
            socket.Dispose();
            _connections.TryRemove(socket, out _);
            ended.SetResult();
        }
    }
}
