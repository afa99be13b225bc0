using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>Says again what was tapped, on one socket, and reads the answers to their end: what a call costs without a client.</summary>
internal sealed class RawCalls : IAsyncDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly IReadOnlyList<IReadOnlyList<byte[]>> _calls;
    private readonly Func<ReadOnlyMemory<byte>, int?> _length;
    private byte[] _buffer = new byte[1 << 16];

    /// <param name="calls">What is said, by call and turn.</param>
    /// <param name="length">The length of the answer that begins so; <see langword="null"/> until that can be told.</param>
    public RawCalls(IReadOnlyList<IReadOnlyList<byte[]>> calls, Func<ReadOnlyMemory<byte>, int?> length) => (_calls, _length) = (calls, length);

    public Task ConnectAsync(IPEndPoint server) => _client.ConnectAsync(server);

    public async Task RunAsync(int call)
    {
        var stream = _client.GetStream();
        foreach (var turn in _calls[call])
        {
            await stream.WriteAsync(turn);
            await ReadAnswerAsync(stream);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAnswerAsync(NetworkStream stream)
    {
        var (read, length) = (0, (int?)null);
        while (length is null || read < length)
        {
            if (read == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            var more = await stream.ReadAsync(_buffer.AsMemory(read));
            if (more == 0) throw new IOException("The server hung up within an answer.");
            read += more;
            length ??= _length(_buffer.AsMemory(0, read));
        }
    }
}
