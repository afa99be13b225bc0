namespace Edify.Rag.Hosting.Ingestion;

/// <summary>A forward-only stream whose first bytes were read to tell the format, and are read again by the reader.</summary>
/// <remarks>Does not own the stream below.</remarks>
internal sealed class ProbedStream(Stream inner, byte[] head) : Stream
{
    private int _position;

    public ReadOnlyMemory<byte> Head => head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The stream below from its start, where it can seek; <see langword="null"/> otherwise.</summary>
    public Stream? TryRewind()
    {
        if (!inner.CanSeek) return null;
        inner.Position = 0;
        return inner;
    }

    public override int Read(Span<byte> buffer)
    {
        var fromHead = ReadHead(buffer);
        return fromHead > 0 ? fromHead : inner.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var fromHead = ReadHead(buffer.Span);
        return fromHead > 0 ? fromHead : await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadHead(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, head.Length - _position);
        head.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }
}
