using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.S3;

/// <summary>UTF-8 of which XML can hold every character: others become U+FFFD or '?', whichever has as many bytes.</summary>
internal sealed class XmlTextStream(Stream inner) : ForwardStream
{
    private (byte First, byte Second) _before;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Replace(buffer[..read]);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Replace(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Replace(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
        {
            // EF BF BE and EF BF BF are U+FFFE and U+FFFF; a read may end within one.
            if (_before is (0xEF, 0xBF) && b >= 0xBE) b = 0xBD;
            else if (b < ' ' && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) b = (byte)'?';
            _before = (_before.Second, b);
        }
    }
}
