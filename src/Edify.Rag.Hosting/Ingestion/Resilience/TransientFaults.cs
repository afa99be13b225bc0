using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>What an error says about trying again.</summary>
/// <param name="IsTransient">Whether the same call may succeed later.</param>
/// <param name="IsOverload">Whether the service asked for less.</param>
/// <param name="RetryAfter">How long it asked to be left alone, if it said so.</param>
internal readonly record struct Fault(bool IsTransient, bool IsOverload = false, TimeSpan? RetryAfter = null);

/// <summary>Tells faults that pass from those that stay: the one place where the pipeline decides it.</summary>
/// <remarks>
/// Errors of this library say so themselves. Embedders are anybody's, so theirs are told by HTTP's status: 408, 429 and 5xx
/// pass; every other one, 400, 401 and 403 first of all, stays, however often it is asked. An error that wraps another one
/// and says nothing itself is what it wraps.
/// </remarks>
internal static class TransientFaults
{
    private const int Deepest = 8;

    public static Fault Classify(Exception error, CancellationToken cancellationToken = default)
    {
        var current = error;
        for (var depth = 0; current is not null && depth < Deepest; depth++)
        {
            if (Of(current, cancellationToken) is { } fault) return fault;
            current = current.InnerException;
        }

        return default;
    }

    /// <summary>The error in a sentence for people: never a message that may hold what was sent.</summary>
    public static string Describe(Exception error) => error switch
    {
        RagException => error.Message,
        HttpRequestException { StatusCode: { } status } => $"It answered {(int)status} ({status}).",
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => $"It could not be reached ({http.HttpRequestError}).",
        TimeoutException or OperationCanceledException => "It did not answer in time.",
        IOException => $"The connection broke ({error.GetType().Name}).",
        _ => $"It failed ({error.GetType().Name}).",
    };

    // Null where the error says nothing about itself.
    private static Fault? Of(Exception error, CancellationToken cancellationToken) => error switch
    {
        // Was retried to the end already, or needs the new version and not the same call again.
        RagOutageException or BlobChangedException => default(Fault),
        RagException rag => new(rag.IsTransient, rag.IsTransient && (rag.RetryAfter is not null || rag is BlobStoreUnavailableException or ModelServiceException { IsOverload: true }), rag.RetryAfter),
        HttpRequestException { StatusCode: { } status } => OfStatus(status),
        OperationCanceledException => new(!cancellationToken.IsCancellationRequested),
        EndOfStreamException or FileNotFoundException or DirectoryNotFoundException or PathTooLongException => default(Fault),
        HttpRequestException or TimeoutException or SocketException or IOException => new(true),
        _ => null,
    };

    private static Fault OfStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(true, true),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(true),
        _ => default,
    };
}
