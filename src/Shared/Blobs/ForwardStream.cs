namespace Edify.Rag.Shared.Blobs;

/// <summary>Content that is handed out as it arrives: read only, in order, without a length.</summary>
internal abstract class ForwardStream : Stream
{
    public sealed override bool CanRead => true;
    public sealed override bool CanSeek => false;
    public sealed override bool CanWrite => false;
    public sealed override long Length => throw NotSeekable();

    public sealed override long Position
    {
        get => throw NotSeekable();
        set => throw NotSeekable();
    }

    public abstract override int Read(Span<byte> buffer);

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public sealed override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public sealed override void Flush() { }
    public sealed override long Seek(long offset, SeekOrigin origin) => throw NotSeekable();
    public sealed override void SetLength(long value) => throw NotWritable();
    public sealed override void Write(byte[] buffer, int offset, int count) => throw NotWritable();

    private static NotSupportedException NotSeekable() => new("A blob's content arrives in order; ask for a range to read elsewhere.");

    private static NotSupportedException NotWritable() => new("The content of a blob is read-only.");
}
