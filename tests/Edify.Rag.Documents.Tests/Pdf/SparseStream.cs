namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>A file of any size that holds zeros but where it was written, as a ranged blob is read: only asynchronously.</summary>
internal sealed class SparseStream(long length) : Stream
{
    private readonly SortedList<long, byte[]> _parts = [];

    /// <summary>How many bytes were read so far.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public void Put(long offset, byte[] bytes) => _parts.Add(offset, bytes);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var count = (int)Math.Min(buffer.Length, Math.Max(0, length - Position));
        buffer = buffer[..count];
        buffer.Span.Clear();
        foreach (var (offset, bytes) in _parts)
        {
            var (from, to) = (Math.Max(offset, Position), Math.Min(offset + bytes.Length, Position + count));
            if (from < to) bytes.AsSpan((int)(from - offset), (int)(to - from)).CopyTo(buffer.Span[(int)(from - Position)..]);
        }

        Position += count;
        BytesRead += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream does not block.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
