namespace Edify.Rag.Documents.Reading;

/// <summary>A forward-only view of a stream that says how much is read, so that a limit can stop it.</summary>
/// <param name="inner">The stream.</param>
/// <param name="onRead">Told how many bytes were read; raises an error when they are too many.</param>
/// <param name="leaveOpen">Whether the stream stays open when the view is disposed.</param>
internal sealed class LimitedStream(Stream inner, Action<int> onRead, bool leaveOpen = false) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Holds a file to <see cref="DocumentLimits.MaxFileBytes"/>; a seekable stream is judged by its length and stays as it is.</summary>
    /// <param name="content">The file.</param>
    /// <param name="context">Its name and limits.</param>
    /// <exception cref="DocumentReadException">The stream's length is over the limit.</exception>
    public static Stream Over(Stream content, DocumentContext context)
    {
        if (content.CanSeek)
        {
            if (content.Length > context.Limits.MaxFileBytes) throw TooBig(context);
            return content;
        }

        var total = 0L;
        return new LimitedStream(content, read =>
        {
            total += read;
            if (total > context.Limits.MaxFileBytes) throw TooBig(context);
        }, leaveOpen: true);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        onRead(read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        onRead(read);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen) inner.Dispose();
        base.Dispose(disposing);
    }

    private static DocumentReadException TooBig(DocumentContext context) =>
        OverLimit.Of(context, nameof(DocumentLimits.MaxFileBytes), context.Limits.MaxFileBytes, "bytes");
}
