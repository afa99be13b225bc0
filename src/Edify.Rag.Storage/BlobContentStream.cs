namespace Edify.Rag.Storage;

/// <summary>The bytes of one blob, or of a range of it: read-only, seekable within itself, and stopped by the token it was opened with.</summary>
internal abstract class BlobContentStream(long offset, long length, CancellationToken opened) : Stream
{
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Reads at an offset of the blob; 0 only when the blob ends there.</summary>
    protected abstract int ReadAt(long offset, Span<byte> buffer);

    /// <summary>Reads at an offset of the blob; 0 only when the blob ends there.</summary>
    protected abstract ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Called once the last byte has arrived, before it is handed out; throws when it belongs to another version.</summary>
    protected virtual void OnEnd() { }

    public override int Read(Span<byte> buffer)
    {
        opened.ThrowIfCancellationRequested();
        var wanted = Wanted(buffer.Length);
        return wanted == 0 ? 0 : Advance(ReadAt(offset + _position, buffer[..wanted]));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        opened.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = Wanted(buffer.Length);
        if (wanted == 0) return 0;
        var token = cancellationToken.CanBeCanceled ? cancellationToken : opened;
        return Advance(await ReadAtAsync(offset + _position, buffer[..wanted], token).ConfigureAwait(false));
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => Length,
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin."),
        };

        // What zip readers expect of any stream when a file is shorter than an archive can be.
        if (target < 0) throw new IOException("A blob has no bytes before its first.");
        return Position = target;
    }

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException("The content of a blob is read-only.");
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The content of a blob is read-only.");

    private int Wanted(int room) => (int)Math.Clamp(Length - _position, 0, room);

    private int Advance(int read)
    {
        _position += read;
        if (read == 0 || _position == Length) OnEnd();
        return read;
    }
}
