using System.Net.Sockets;
using System.Xml;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>Turns the client library's errors into those of the contract.</summary>
/// <param name="place">What is used.</param>
/// <param name="secrets">What must not be seen.</param>
/// <param name="denials">Tells why access was denied.</param>
/// <param name="time">The clock that a date in Retry-After is compared with.</param>
internal sealed class AzureErrors(AzurePlace place, SecretText secrets, AzureDenials denials, TimeProvider time)
{
    public async Task<T> RunAsync<T>(string? blob, Func<Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (Exception e) when (IsServiceError(e, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(e, blob);
        }
    }

    /// <summary>Whether it came from the service or the way to it. A cancellation that nobody asked for is a timeout of the client library.</summary>
    public static bool IsServiceError(Exception e, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException all => all.InnerException is { } last && IsServiceError(last, cancellationToken),
        _ => e is RequestFailedException or HttpRequestException or IOException or SocketException or XmlException or AuthenticationFailedException,
    };

    public Exception Translate(Exception error, string? blob)
    {
        var root = Root(error);
        var safe = secrets.Clean(root);
        return root switch
        {
            RequestFailedException { Status: > 0 } answer => Answered(answer, safe, blob),
            AuthenticationFailedException => new BlobAccessDeniedException(place.Store, place.Container, blob, safe, AzureDenials.NoToken),
            OperationCanceledException => Unavailable(blob, "it did not answer in time", safe),
            XmlException => Unavailable(blob, "its answer broke off or is none of a blob service", safe),
            _ => Unavailable(blob, AzureReach.Reason(root), safe),
        };
    }

    public BlobStoreUnavailableException Truncated(string blob, long received, long expected) => new(
        place.Store, place.Container, blob, $"Blob '{blob}' in {place.Store} '{place.Container}' broke off after {received} of {expected} bytes.");

    public BlobChangedException Changed(string blob) => new(place.Store, place.Container, blob);

    public BlobExistsException Exists(string blob, Exception error) => new(place.Store, place.Container, blob, secrets.Clean(Root(error)));

    public BlobStoreException TooLong(string blob, long most) => Refused(blob, $"it has more than {most} bytes, the most that is uploaded. Split it.", null);

    // Gateways answer without a code, and the client library's codes cannot be compared with null.
    internal static string CodeOf(RequestFailedException answer) => answer.ErrorCode ?? string.Empty;

    private Exception Answered(RequestFailedException answer, Exception safe, string? blob) => answer.Status switch
    {
        _ when CodeOf(answer) == BlobErrorCode.InvalidAuthenticationInfo => Denied(answer, safe, blob),
        401 or 403 => Denied(answer, safe, blob),
        404 => Missing(answer, safe, blob),
        409 when CodeOf(answer) == BlobErrorCode.ContainerBeingDeleted => Unavailable(blob, "the container is being deleted", safe),
        409 or 412 when AzureConflicts.Reason(CodeOf(answer)) is var (reason, isTransient) => Refused(blob, reason, safe, isTransient),
        412 when blob is not null => new BlobChangedException(place.Store, place.Container, blob, safe),
        400 when blob is not null && AzureConflicts.ArgumentFault(CodeOf(answer)) is { } fault => new ArgumentException($"Azure refuses '{blob}': {fault}", safe),
        400 when CodeOf(answer) == BlobErrorCode.InvalidBlockList => Refused(blob, "another upload of the same blob ended first. Upload it again.", safe, isTransient: true),
        408 or 429 or >= 500 => Unavailable(blob, $"it answered {Status(answer)}", safe, ServerWait.Of(answer.GetRawResponse(), time)),
        _ => Refused(blob, $"the service answered {Status(answer)}.", safe),
    };

    private BlobAccessDeniedException Denied(RequestFailedException answer, Exception safe, string? blob) =>
        new(place.Store, place.Container, blob, safe, denials.Reason(answer));

    private BlobStoreException Missing(RequestFailedException answer, Exception safe, string? blob)
    {
        if (CodeOf(answer) == BlobErrorCode.ContainerNotFound) return Refused(blob: null, place.NoContainer, safe);
        return blob is not null && CodeOf(answer) != BlobErrorCode.ResourceNotFound && CodeOf(answer) != BlobErrorCode.InvalidUri
            ? new BlobNotFoundException(place.Store, place.Container, blob, safe)
            : Refused(blob, $"there is no such account or container at {place.Host}. Check the account's name and {nameof(AzureBlobStoreOptions.Container)}.", safe);
    }

    private BlobStoreUnavailableException Unavailable(string? blob, string reason, Exception error, TimeSpan? retryAfter = null) => new(
        place.Store, place.Container, blob, $"{Subject(blob)} could not be accessed: {place.Host} is not available, {reason}.", retryAfter, error);

    private BlobStoreException Refused(string? blob, string reason, Exception? error, bool isTransient = false) => new(
        place.Store, place.Container, blob, $"{Subject(blob)} could not be accessed: {reason}", isTransient, error);

    private string Subject(string? blob) => $"{(blob is null ? "The container" : $"Blob '{blob}' in the container")} '{place.Container}' of {place.Store}";

    private static string Status(RequestFailedException answer) => answer.ErrorCode is { Length: > 0 } code ? $"{answer.Status} {code}" : $"{answer.Status}";

    // Several attempts that failed are handed over together: the last one tells where things stand.
    private static Exception Root(Exception error) => error is AggregateException { InnerExceptions: [.., var last] } ? Root(last) : error;
}
