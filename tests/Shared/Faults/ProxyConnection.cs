using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Tests.Shared;

/// <summary>A client's connection to the proxy and, once it is needed, the proxy's own to the server.</summary>
internal sealed class ProxyConnection(int number, Socket client, EndPoint server) : IDisposable
{
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>The how-manieth it is, from 1.</summary>
    public int Number { get; } = number;

    public NetworkStream Client { get; } = new(client);

    /// <summary>Gives the connection another fault; <see langword="null"/> while it is not through to the server.</summary>
    public Action<Fault?>? Meet { get; set; }

    public async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        await _server.ConnectAsync(server, cancellationToken);
        return new NetworkStream(_server);
    }

    /// <summary>Ends when something can be read from the server, be it the end of the connection. Takes nothing.</summary>
    public async Task ServerSpeaksAsync(Stream server, CancellationToken cancellationToken)
    {
        // A read of no bytes ends at times when what woke it has been read already.
        while (await server.ReadAsync(Memory<byte>.Empty, cancellationToken) == 0 && !_server.Poll(TimeSpan.Zero, SelectMode.SelectRead))
            await Task.Yield();
    }

    /// <summary>Ends both sides at once, so that whoever is connected learns of a reset.</summary>
    public void Reset()
    {
        foreach (var socket in (Socket[])[client, _server])
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It has ended already.
            }

            socket.Dispose();
        }
    }

    /// <summary>Ends both sides in order.</summary>
    public void Dispose()
    {
        try
        {
            client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }

        client.Dispose();
        _server.Dispose();
    }
}

/// <summary>A fault has ended the connection.</summary>
internal sealed class StruckException : IOException;
