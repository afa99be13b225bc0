using System.Net;
using System.Net.Sockets;
using System.Xml;
using Amazon.Runtime;

namespace Edify.Rag.Storage.S3;

/// <summary>Turns what the AWS SDK and the network raise into the errors of the contract.</summary>
internal sealed class S3Errors(S3BlobStoreOptions options, TimeProvider time)
{
    private readonly string _bucket = options.Bucket;
    private readonly string _host = options.Endpoint?.Authority ?? "Amazon S3";
    private readonly string _store = options.Endpoint is { } endpoint ? $"S3 at {endpoint.Authority}" : "S3";

    // The SDK's timeout ends with the head of an answer; this is for all attempts and the waits between them, bodies included.
    private readonly TimeSpan _longest = (options.RequestTimeout * (options.MaxRetries + 1)) + (S3RetryPolicy.LongestWait * 1.2 * options.MaxRetries);

    /// <summary>Sends a request. Cancellation by the caller stays one, whatever it breaks on the way.</summary>
    /// <remarks>The request may still be under way when this ends by time or cancellation.</remarks>
    public Task<T> RunAsync<T>(string? blob, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken) =>
        SendAsync(blob, token => S3Patience.WaitAsync(request(token), _longest, time, token), cancellationToken);

    /// <summary>Sends a request, and goes on when nothing reads its content any more.</summary>
    public async Task<T> SendAsync<T>(string? blob, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await request(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsRemote(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(e, blob);
        }
    }

    /// <summary>Whether an error comes from the SDK or the network. One of cancellation does when the caller did not cancel: it is a timeout.</summary>
    public static bool IsRemote(Exception e) => e
        is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException
        or WebException or XmlException or TimeoutException or OperationCanceledException;

    public BlobStoreException Translate(Exception e, string? blob) => e switch
    {
        AmazonServiceException refusal => Refused(refusal, blob),
        AmazonClientException when e.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => Denied(
            blob, e, $"No credentials were found; set {Option(nameof(options.AccessKey))} and {Option(nameof(options.SecretKey))}, or provide those that AWS tools look for."),
        XmlException => Failed(blob, $"{_host} answered with something that is not S3. Check {Option(nameof(options.Endpoint))}.", e),
        TimeoutException or OperationCanceledException => Unavailable(
            blob, $"{_host} did not answer in time; {Option(nameof(options.RequestTimeout))} is {options.RequestTimeout.TotalSeconds:0.###} seconds.", e),
        _ => Unavailable(blob, $"{_host} could not be reached or broke off: {S3Network.Reason(e)}", e),
    };

    public BlobNotFoundException NotFound(string blob, Exception? e = null) => new(_store, _bucket, blob, e);

    public BlobChangedException Changed(string blob, Exception? e = null) => new(_store, _bucket, blob, e);

    public BlobExistsException Exists(string blob, Exception? e = null) => new(_store, _bucket, blob, e);

    public BlobStoreException BucketMissing(Exception? e = null) => Failed(
        blob: null, $"There is no bucket '{_bucket}' in {_store}. Create it, or set {Option(nameof(options.Bucket))} to the one that holds the content.", e);

    public BlobStoreException Failed(string? blob, string message, Exception? e = null) => new(_store, _bucket, blob, message, innerException: e);

    public BlobStoreUnavailableException Unavailable(string? blob, string reason, Exception? e = null, TimeSpan? retryAfter = null) =>
        new(_store, _bucket, blob, $"{Subject(blob)} in bucket '{_bucket}' is not available: {reason}", retryAfter, e);

    private BlobStoreException Refused(AmazonServiceException e, string? blob) => e switch
    {
        { ErrorCode: "NoSuchBucket" } => BucketMissing(e),
        { ErrorCode: "NoSuchUpload" } => Unavailable(blob, "the server gave up its upload; start it again.", e),
        { StatusCode: HttpStatusCode.NotFound } when blob is not null => NotFound(blob, e),
        { StatusCode: HttpStatusCode.NotFound } => BucketMissing(e),
        { StatusCode: HttpStatusCode.PreconditionFailed } when blob is not null => Changed(blob, e),
        { ErrorCode: "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" }
            or { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect } => WrongRegion(e, blob),
        { ErrorCode: "InvalidObjectState" } => Failed(
            blob, $"Blob '{blob}' in bucket '{_bucket}' is archived and cannot be read. Restore it, or move it to a storage class that is read at once.", e),
        { ErrorCode: "MetadataTooLarge" } => Failed(blob, $"Blob '{blob}' was not stored: S3 keeps 2 KiB of metadata, and the upload has more.", e),
        _ when S3Denial.Reason(e, time.GetUtcNow()) is { } reason => Denied(blob, e, reason),
        { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => Denied(blob, e, null),
        _ when IsPassing(e) => Unavailable(
            blob, $"{_host} answered {Code(e)}.", e, S3Answer.Of(e)?.RetryAfter(time.GetUtcNow())),
        { StatusCode: HttpStatusCode.NotImplemented } => Failed(
            blob, $"{_host} does not implement what a request on {Subject(blob).ToLowerInvariant()} in bucket '{_bucket}' asks for ({Code(e)}).", e),
        _ => Failed(blob, $"{_host} refused a request on {(blob is null ? "the listing" : $"blob '{blob}'")} in bucket '{_bucket}': {Code(e)}.", e),
    };

    private BlobStoreException WrongRegion(AmazonServiceException e, string? blob) => Failed(
        blob,
        S3Answer.Of(e)?.Region is { } region
            ? $"The bucket '{_bucket}' is in the region '{region}'. Set {Option(nameof(options.Region))} to it."
            : $"The bucket '{_bucket}' is in another region than the request was sent to. Set {Option(nameof(options.Region))} to the bucket's.",
        e);

    private BlobAccessDeniedException Denied(string? blob, Exception e, string? reason) => new(_store, _bucket, blob, e, reason);

    private static bool IsPassing(AmazonServiceException e) =>
        e.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout ||
        e.ErrorCode is "SlowDown" or "RequestTimeout" or "OperationAborted" or "ConditionalRequestConflict" or "BadDigest" or "IncompleteBody";

    private static string Code(AmazonServiceException e) =>
        string.IsNullOrEmpty(e.ErrorCode) ? $"HTTP {(int)e.StatusCode}" : $"{e.ErrorCode} (HTTP {(int)e.StatusCode})";

    private static string Subject(string? blob) => blob is null ? "The content" : $"Blob '{blob}'";

    private static string Option(string name) => $"{nameof(S3BlobStoreOptions)}.{name}";
}
