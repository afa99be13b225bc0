using System.Diagnostics;
using System.Net.Sockets;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>One connection through a <see cref="Tap"/>. A turn is what the client says until the server answers.</summary>
internal sealed class TappedConnection : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(MemoryStream Said, long Begun, long Answered)> _turns = [];
    private readonly TcpClient _client;
    private readonly TcpClient _server;
    private readonly Task _running;
    private bool _isAnswered = true;

    public TappedConnection(TcpClient client, TcpClient server)
    {
        client.NoDelay = true;
        (_client, _server) = (client, server);
        _running = Task.WhenAll(PassAsync(client, server, Said), PassAsync(server, client, Answered));
    }

    public void Forget()
    {
        lock (_lock)
        {
            _turns.Clear();
            _isAnswered = true;
        }
    }

    public List<Turn> Turns()
    {
        lock (_lock) return _turns.ConvertAll(turn => new Turn(turn.Said.ToArray(), turn.Begun, turn.Answered));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _server.Dispose();
        await _running;
    }

    private void Said(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_isAnswered) _turns.Add((new(), Stopwatch.GetTimestamp(), long.MaxValue));
            _isAnswered = false;
            _turns[^1].Said.Write(bytes);
        }
    }

    private void Answered(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _isAnswered = true;
            if (_turns.Count > 0) _turns[^1] = (_turns[^1].Said, _turns[^1].Begun, Stopwatch.GetTimestamp());
        }
    }

    private static async Task PassAsync(TcpClient from, TcpClient to, Action<ReadOnlySpan<byte>> seen)
    {
        var buffer = new byte[1 << 16];
        try
        {
            var (source, target) = (from.GetStream(), to.GetStream());
            while (await source.ReadAsync(buffer) is > 0 and var read)
            {
                seen(buffer.AsSpan(0, read));
                await target.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has hung up.
        }

        to.Close();
    }
}
