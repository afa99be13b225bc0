namespace Edify.Rag.Storage.Memory;

internal sealed class InMemoryBlobStream(byte[] content, BlobWindow window, CancellationToken opened)
    : BlobContentStream(window.Offset, window.Length, opened)
{
    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        content.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
        return buffer.Length;
    }

    protected override ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        new(ReadAt(offset, buffer.Span));
}
