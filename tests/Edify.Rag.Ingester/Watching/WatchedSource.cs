namespace Edify.Rag.Ingester.Watching;

/// <summary>Counts open documents and the bytes that come.</summary>
internal sealed class WatchedSource(IBlobSource inner, Moments moments) : IBlobSource
{
    public string Location => inner.Location;

    public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default) =>
        new WatchedStream(await inner.OpenReadAsync(name, range, etag, cancellationToken), moments);
}
