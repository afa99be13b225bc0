namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>Content of a blob that tells its <see cref="WatchedSource"/> when reading fails or ends too early.</summary>
internal sealed class WatchedStream(Stream inner, WatchedSource source, long expected) : PassThroughStream(inner)
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Checked(base.Read(buffer), buffer.Length);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            source.Keep(e);
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Checked(await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            source.Keep(e);
            throw;
        }
    }

    // A stream that can seek knows its length, and its reader where it is.
    private int Checked(int length, int wanted)
    {
        _read += length;
        if (length == 0 && wanted > 0 && !CanSeek && _read < expected) throw source.EndedEarly(_read, expected);
        return length;
    }
}
