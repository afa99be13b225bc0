using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>Says again what was tapped, on bare sockets, and reads the answers to their end: what a call costs without a client.</summary>
internal sealed class RawCalls : IAsyncDisposable
{
    private readonly IReadOnlyList<TappedCall> _calls;
    private readonly Func<ReadOnlyMemory<byte>, int?> _length;
    private readonly Connection[] _connections;

    /// <param name="calls">What is said.</param>
    /// <param name="length">The length of the answer that begins so; <see langword="null"/> until that can be told.</param>
    public RawCalls(IReadOnlyList<TappedCall> calls, Func<ReadOnlyMemory<byte>, int?> length)
    {
        (_calls, _length) = (calls, length);
        _connections = [.. Enumerable.Range(0, calls.Max(call => call.Width)).Select(_ => new Connection())];
    }

    public async Task ConnectAsync(IPEndPoint server)
    {
        foreach (var connection in _connections) await connection.Client.ConnectAsync(server);
    }

    public async Task RunAsync(int call)
    {
        foreach (var step in _calls[call].Steps)
        {
            if (step.Count == 1) await _connections[0].AskAsync(step[0], _length);
            else await Task.WhenAll(step.Select((said, i) => _connections[i].AskAsync(said, _length)));
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) connection.Client.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Connection
    {
        private byte[] _buffer = new byte[1 << 16];

        public TcpClient Client { get; } = new() { NoDelay = true };

        public async Task AskAsync(byte[] said, Func<ReadOnlyMemory<byte>, int?> lengthOf)
        {
            var stream = Client.GetStream();
            await stream.WriteAsync(said);
            var (read, length) = (0, (int?)null);
            while (length is null || read < length)
            {
                if (read == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
                var more = await stream.ReadAsync(_buffer.AsMemory(read));
                if (more == 0) throw new IOException("The server hung up within an answer.");
                read += more;
                length ??= lengthOf(_buffer.AsMemory(0, read));
            }
        }
    }
}
