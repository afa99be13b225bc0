namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>The source as one try at one document sees it: it remembers what went wrong below.</summary>
/// <remarks>
/// A reader that meets a broken connection takes the file for damaged, and says so. Whether the file or the source is to
/// blame is known here.
/// </remarks>
internal sealed class WatchedSource(IBlobSource inner, BlobItem blob) : IBlobSource
{
    public string Location => inner.Location;

    /// <summary>The latest error of the source; <see langword="null"/> when there was none.</summary>
    public Exception? Fault { get; private set; }

    public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var content = await inner.OpenReadAsync(name, range, etag, cancellationToken).ConfigureAwait(false);
            return new WatchedStream(content, this, Expected(range));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Fault = e;
            throw;
        }
    }

    /// <summary>Keeps an error of the source.</summary>
    public void Keep(Exception error) => Fault = error;

    /// <summary>What to raise when content ends early: a server that hung up looks like the end of the file.</summary>
    public Exception EndedEarly(long after, long of) => new BlobStoreUnavailableException(
        "blobs", inner.Location, blob.Name, $"The content of '{blob.Name}' ended after {after} of {of} bytes.");

    private long Expected(BlobRange? range) => range is { } part ? Math.Min(part.Length, blob.Size - part.Offset) : blob.Size;
}
