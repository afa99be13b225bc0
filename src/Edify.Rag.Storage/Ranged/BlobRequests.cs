namespace Edify.Rag.Storage.Ranged;

/// <summary>The requests for one version of one blob.</summary>
internal sealed class BlobRequests(IBlobSource source, BlobItem blob, RangedReadOptions options, TimeProvider time)
{
    public BlobItem Blob => blob;

    public RangedReadOptions Options => options;

    public TimeProvider Time => time;

    /// <summary>Tries again what failed for the moment.</summary>
    public ReadRetries Retries { get; } = new(options, time);

    public ReadFaults Faults { get; } = new(source.Location, blob);

    /// <summary>Requests the bytes between two offsets.</summary>
    public Task<Stream> OpenAsync(long from, long end, CancellationToken cancellationToken)
    {
        // A request for the whole needs no range, which an empty blob could not even have.
        BlobRange? range = from == 0 && end == blob.Size ? null : new BlobRange(from, end - from);
        return source.OpenReadAsync(blob.Name, range, blob.ETag, cancellationToken);
    }

    /// <summary>Opens the blob of a store whose streams seek.</summary>
    public async Task<Stream> OpenWholeAsync(CancellationToken cancellationToken) => await Retries.ExecuteAsync(
        static async (requests, token) => await requests.OpenAsync(0, requests.Blob.Size, token).ConfigureAwait(false),
        this,
        cancellationToken).ConfigureAwait(false);
}
