namespace Edify.Rag.Storage.Ranged;

/// <summary>What can go wrong with a request for a range, in the terms of the contract.</summary>
internal sealed class ReadFaults(string location, BlobItem blob)
{
    // A location is "store:container".
    private string Store => location.Contains(':', StringComparison.Ordinal) ? location[..location.IndexOf(':', StringComparison.Ordinal)] : location;

    private string Container => location[(location.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether the same request may succeed later. Of a blob that changed it cannot: the version asked for is gone.</summary>
    public static bool IsTransient(Exception? error) => error is BlobStoreException { IsTransient: true } and not BlobChangedException;

    /// <summary>A failure in the contract's terms; one that is in them already, or that nobody foresaw, stays as it is.</summary>
    public Exception Translate(Exception error, long at) => error switch
    {
        RagException => error,
        IOException or HttpRequestException or System.Net.Sockets.SocketException or TimeoutException => Unavailable($"The connection broke off at byte {at} of {blob.Size}.", error),
        ArgumentOutOfRangeException => new BlobChangedException(Store, Container, blob.Name, error), // it ends before the range
        _ => error,
    };

    public BlobStoreUnavailableException Short(long at, long end) =>
        Unavailable($"The answer ended at byte {at}, though bytes up to {end} of {blob.Size} were asked for.");

    public BlobStoreUnavailableException Stalled(long at, TimeSpan silence, Exception error) =>
        Unavailable(FormattableString.Invariant($"No byte came for {silence.TotalSeconds:0.###} s at byte {at} of {blob.Size}."), error);

    /// <summary>More came than was asked for, so what came may be of another place.</summary>
    public BlobStoreException Overlong(long from, long end) => new(
        Store,
        Container,
        blob.Name,
        $"Reading blob '{blob.Name}' in {location} failed: bytes {from} to {end} were asked for and more came. The store or a proxy before it does not honour ranges.");

    private BlobStoreUnavailableException Unavailable(string what, Exception? error = null) =>
        new(Store, Container, blob.Name, $"Reading blob '{blob.Name}' in {location} failed. {what}", innerException: error);
}
