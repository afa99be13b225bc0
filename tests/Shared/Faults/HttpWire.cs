using System.Globalization;
using System.Text;

namespace Edify.Rag.Tests.Shared;

/// <summary>Takes HTTP/1.1 messages apart into heads and the bytes of bodies, which stay as they are.</summary>
internal sealed class HttpWire(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Whether nothing has been read that was not taken.</summary>
    public bool IsEmpty => _start == _end;

    private ReadOnlyMemory<byte> Buffered => _buffer.AsMemory(_start.._end);

    /// <summary>The next head; <see langword="null"/> when the connection ends before one is whole.</summary>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken cancellationToken) =>
        await TakeThroughAsync("\r\n\r\n"u8.ToArray(), cancellationToken) is { } bytes ? new HttpHead(bytes) : null;

    /// <summary>Passes a body on.</summary>
    /// <exception cref="EndOfStreamException">The connection ended inside it.</exception>
    public async Task CopyAsync(HttpBody body, Func<ReadOnlyMemory<byte>, ValueTask> output, CancellationToken cancellationToken)
    {
        if (body == HttpBody.Chunked) await CopyChunksAsync(output, cancellationToken);
        else if (body != HttpBody.ToTheEnd) await CopyAsync(body.Length, output, cancellationToken);
        else
        {
            do
            {
                await output(Buffered);
                _start = _end;
            }
            while (await FillAsync(cancellationToken));
        }
    }

    private async Task CopyChunksAsync(Func<ReadOnlyMemory<byte>, ValueTask> output, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await LineAsync();
            var size = long.Parse(Encoding.ASCII.GetString(line).Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                await output(await EndAsync(line));
                return;
            }

            await output(line);
            await CopyAsync(size + 2, output, cancellationToken);
        }

        // The last chunk and trailers, which an empty line ends, go in one piece: a client that sees the one takes the rest for there.
        async Task<byte[]> EndAsync(byte[] lastChunk)
        {
            List<byte> end = [.. lastChunk];
            byte[] trailer;
            do end.AddRange(trailer = await LineAsync());
            while (trailer.Length > 2);
            return [.. end];
        }

        async Task<byte[]> LineAsync() => await TakeThroughAsync("\r\n"u8.ToArray(), cancellationToken) ?? throw new EndOfStreamException();
    }

    private async Task CopyAsync(long length, Func<ReadOnlyMemory<byte>, ValueTask> output, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken)) throw new EndOfStreamException();
            var part = Buffered[..(int)Math.Min(length, _end - _start)];
            await output(part);
            _start += part.Length;
            length -= part.Length;
        }
    }

    private async Task<byte[]?> TakeThroughAsync(byte[] end, CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = Buffered.Span.IndexOf(end);
            if (at >= 0)
            {
                var taken = Buffered[..(at + end.Length)].ToArray();
                _start += taken.Length;
                return taken;
            }

            if (!await FillAsync(cancellationToken)) return null;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        Buffered.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) throw new InvalidDataException($"A head is longer than {_buffer.Length} bytes.");
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
