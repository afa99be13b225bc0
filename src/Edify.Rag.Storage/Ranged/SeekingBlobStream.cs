namespace Edify.Rag.Storage.Ranged;

/// <summary>A blob of one block from a store whose streams seek: what was opened to see whether they do is all of it.</summary>
/// <remarks>The store's stream observes the answer's token, so the answer lives as long as this stream.</remarks>
internal sealed class SeekingBlobStream(Stream content, RangeAnswer answer, CancellationToken opened) : BlobContentStream(0, content.Length, opened)
{
    private Task? _closing;

    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        content.Position = offset;
        return content.Read(buffer);
    }

    protected override ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        content.Position = offset;
        return content.ReadAsync(buffer, cancellationToken);
    }

    // Files and memory close at once; of others nobody waits for the rest.
    protected override void Dispose(bool disposing)
    {
        if (disposing) _closing ??= answer.DisposeAsync().AsTask();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        _closing ??= answer.DisposeAsync().AsTask();
        await _closing.ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
