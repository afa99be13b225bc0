namespace Edify.Rag.Ingester.Watching;

/// <summary>A blob that is open until it is disposed.</summary>
internal sealed class WatchedStream : Stream
{
    private readonly Stream _inner;
    private readonly Moments _moments;
    private int _isOpen = 1;

    public WatchedStream(Stream inner, Moments moments)
    {
        (_inner, _moments) = (inner, moments);
        moments.Begin(Moment.Reading);
    }

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _inner.Position;
        set => _inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Came(_inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Came(await _inner.ReadAsync(buffer, cancellationToken));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        Close(Interlocked.Exchange(ref _isOpen, 0));
        await _inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        Close(Interlocked.Exchange(ref _isOpen, 0));
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private int Came(int bytes)
    {
        _moments.Came(bytes);
        return bytes;
    }

    private void Close(int wasOpen)
    {
        if (wasOpen != 0) _moments.End(Moment.Reading);
    }
}
