namespace Edify.Rag.OpenAI.Chat;

/// <summary>Reads server-sent events, and of them what they say; an event that has no end does not fill the memory.</summary>
/// <remarks>
/// By <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html"/>, but for the last event of a stream: that counts even
/// without the blank line behind it, which servers leave out.
/// </remarks>
internal sealed class EventReader(Stream stream)
{
    private const int MostBytes = 4 << 20;
    private const int Piece = 16 * 1024;

    private byte[] _buffer = new byte[Piece];
    private int _start;
    private int _end;
    private bool _skipsLineFeed;
    private bool _isOver;

    /// <summary>The data of the next event; <see langword="null"/> at the end of the stream.</summary>
    /// <exception cref="FormatException">It is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? data = null;
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                if (data is { Length: > 0 }) return data;
                data = null;
            }
            else if (line.Span.StartsWith("data:"u8))
            {
                data = Join(data, line[(line.Length > 5 && line.Span[5] == (byte)' ' ? 6 : 5)..]);
            }
        }

        return data is { Length: > 0 } ? data : null;
    }

    // Most events have one line of data, which needs no copy beside its own.
    private static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte>? before, ReadOnlyMemory<byte> line)
    {
        if (before is not { } known) return line.ToArray();
        if (known.Length + line.Length > MostBytes) throw new FormatException("an event of its stream has no end");
        byte[] joined = [.. known.Span, (byte)'\n', .. line.Span];
        return joined;
    }

    // Valid until the next one is read.
    private async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            if (_skipsLineFeed && _start < _end)
            {
                if (_buffer[_start] == (byte)'\n') _start++;
                _skipsLineFeed = false;
            }

            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0)
            {
                length += searched;
                var line = _buffer.AsMemory(_start, length);
                _skipsLineFeed = _buffer[_start + length] == (byte)'\r';
                _start += length + 1;
                return line;
            }

            searched = _end - _start;
            if (_isOver)
            {
                if (searched == 0) return null;
                var rest = _buffer.AsMemory(_start, searched);
                _start = _end;
                return rest;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var held = _end - _start;
        if (held > MostBytes) throw new FormatException("a line of its stream has no end");
        if (held + Piece > _buffer.Length)
        {
            var larger = new byte[Math.Max(_buffer.Length * 2, held + Piece)];
            _buffer.AsSpan(_start, held).CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }

        (_start, _end) = (0, held);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _isOver = read == 0;
    }
}
