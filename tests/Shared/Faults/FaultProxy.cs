using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Tests.Shared;

/// <summary>
/// Stands between a client and a server on loopback and lets go wrong what a <see cref="FaultScript"/> says. What passes is
/// not changed, so that signed requests stay valid: the server sees the proxy's address in <c>Host</c>.
/// </summary>
/// <remarks>Safe for use by several threads. Times run by the given clock, so that a test need not wait for them.</remarks>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly EndPoint _server;
    private readonly bool _isHttp;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<ProxyConnection, Task> _conversations = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private Socket _listener;
    private Task _accepting;
    private ITimer? _back;
    private int _connections;
    private bool _isUp = true;

    private FaultProxy(EndPoint server, bool isHttp, FaultScript script, TimeProvider? time)
    {
        (_server, _isHttp, Script, Time) = (server, isHttp, script, time ?? TimeProvider.System);
        _listener = Bound(port: 0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _listener.Listen();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>What goes wrong, and what has come so far.</summary>
    public FaultScript Script { get; }

    public TimeProvider Time { get; }

    /// <summary>The port of loopback that clients connect to.</summary>
    public int Port { get; }

    /// <summary>The address that HTTP clients use.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}");

    /// <summary>How many connections have been made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>A proxy that tells requests apart.</summary>
    /// <param name="server">An http address; its path is not used.</param>
    /// <param name="script">What goes wrong; nothing without one.</param>
    /// <param name="time">The clock of stalls and drips.</param>
    public static FaultProxy ForHttp(Uri server, FaultScript? script = null, TimeProvider? time = null) =>
        new(new DnsEndPoint(server.Host, server.Port), isHttp: true, script ?? new FaultScript(), time);

    /// <summary>A proxy whose faults are those of connections.</summary>
    public static FaultProxy ForTcp(string host, int port, FaultScript? script = null, TimeProvider? time = null) =>
        new(new DnsEndPoint(host, port), isHttp: false, script ?? new FaultScript(), time);

    /// <summary>
    /// From their next byte on the connections that there are have the fault, in place of the one they had; <see langword="null"/>
    /// takes it from them. New ones ask the script. Where there are requests, they ask it too.
    /// </summary>
    public void Strike(Fault? fault)
    {
        if (_isHttp) throw new NotSupportedException("Requests have the faults of the script.");
        foreach (var connection in _conversations.Keys) connection.Meet?.Invoke(fault);
    }

    /// <summary>The server is gone: connections are reset, new ones refused, for a time or until <see cref="Up"/>.</summary>
    public void Down(TimeSpan? time = null)
    {
        lock (_lock)
        {
            if (_end.IsCancellationRequested) return;
            _back?.Dispose();
            _back = time is { } away ? Time.CreateTimer(_ => Up(), null, away, Timeout.InfiniteTimeSpan) : null;
            if (_isUp)
            {
                _isUp = false;
                _listener.Dispose();
                // Bound but not listening: connections are refused, and nobody else gets the port.
                _listener = Bound(Port);
            }
        }

        foreach (var connection in _conversations.Keys) connection.Reset();
    }

    /// <summary>The server is there again, at the same port.</summary>
    public void Up()
    {
        lock (_lock)
        {
            if (_isUp || _end.IsCancellationRequested) return;
            _isUp = true;
            _listener.Listen();
            _accepting = AcceptAsync(_listener);
        }
    }

    /// <summary>Ends every connection.</summary>
    /// <exception cref="AggregateException">The proxy itself failed, as for a fault that it cannot make.</exception>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        lock (_lock)
        {
            _back?.Dispose();
            _listener.Dispose();
        }

        await _accepting;
        foreach (var (connection, conversation) in _conversations)
        {
            connection.Dispose();
            await conversation;
        }

        _end.Dispose();
        if (!_errors.IsEmpty) throw new AggregateException(_errors);
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        await Task.Yield();
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            client.NoDelay = true;
            var connection = new ProxyConnection(Interlocked.Increment(ref _connections), client, _server);
            var started = new TaskCompletionSource();
            _conversations[connection] = ConverseAsync(connection, started.Task);
            started.SetResult();
            // The server went down between the two.
            if (!ReferenceEquals(listener, Volatile.Read(ref _listener))) connection.Reset();
        }
    }

    private async Task ConverseAsync(ProxyConnection connection, Task isKnown)
    {
        await isKnown;
        try
        {
            await (_isHttp ? new HttpConversation(connection, this).RunAsync(_end.Token) : new TcpConversation(connection, this).RunAsync(_end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has ended it, or a fault, or the proxy.
        }
        catch (Exception e)
        {
            _errors.Enqueue(e);
        }
        finally
        {
            connection.Dispose();
            _conversations.TryRemove(connection, out _);
        }
    }
}
