namespace Edify.Rag.Documents.Archives;

/// <summary>A seekable file of which the end, the directory of an archive, is held in memory.</summary>
/// <remarks>
/// The library reads the directory of an archive synchronously, however the archive was opened: over a network that would
/// hold a thread, and some streams refuse it.
/// </remarks>
internal sealed class DirectoryStream : Stream
{
    private readonly Stream _file;
    private readonly long _start;
    private readonly byte[] _end;

    private DirectoryStream(Stream file, long start, byte[] end) => (_file, _start, _end) = (file, start, end);

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => _start + _end.Length;
    public override long Position { get; set; }

    /// <summary>Reads the end of a file.</summary>
    /// <param name="file">The file; it stays open.</param>
    /// <param name="start">Where the directory starts.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DirectoryStream> OverAsync(Stream file, long start, CancellationToken cancellationToken)
    {
        var end = new byte[file.Length - start];
        file.Position = start;
        await file.ReadExactlyAsync(end, cancellationToken).ConfigureAwait(false);
        return new(file, start, end);
    }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= _start) return ReadEnd(buffer);
        if (_file.Position != Position) _file.Position = Position;
        var read = _file.Read(buffer[..Within(buffer.Length)]);
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= _start) return ReadEnd(buffer.Span);
        if (_file.Position != Position) _file.Position = Position;
        var read = await _file.ReadAsync(buffer[..Within(buffer.Length)], cancellationToken).ConfigureAwait(false);
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + origin switch
        {
            SeekOrigin.Current => Position,
            SeekOrigin.End => Length,
            _ => 0,
        };
        return Position = position >= 0 ? position : throw new IOException("There is nothing before the start of a file.");
    }

    public override void Flush() => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // What lies before the directory is read from the file, and no more than that.
    private int Within(int count) => (int)Math.Min(count, _start - Position);

    private int ReadEnd(Span<byte> buffer)
    {
        var at = (int)Math.Min(_end.Length, Position - _start);
        var read = Math.Min(buffer.Length, _end.Length - at);
        _end.AsSpan(at, read).CopyTo(buffer);
        Position += read;
        return read;
    }
}
