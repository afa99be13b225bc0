using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>Says what a failed request means for who runs the program: what, where, and what to do.</summary>
internal sealed class QdrantErrors(string place)
{
    /// <summary>What an answer means that is no success.</summary>
    public QdrantFault Of(HttpResponseMessage answer, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var asked = RetryAfter(answer, now);
        return new(Say(answer.StatusCode, ErrorBody.Read(body), asked), IsTransient(answer.StatusCode)) { Status = answer.StatusCode, RetryAfter = asked };
    }

    /// <summary>What it means that there was no answer.</summary>
    public QdrantFault Of(Exception error, TimeSpan patience) => error switch
    {
        // The time it took is gone; who waits should hear of it rather than wait as long again.
        OperationCanceledException => new(
            $"Qdrant at {place} did not answer within {patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s; check the server and the network, or raise Timeout.", isTransient: true, error)
        {
            IsRepeatable = false,
        },
        { InnerException: AuthenticationException { InnerException: null } } => new(
            $"No encrypted connection to Qdrant at {place} could be made: its certificate is not trusted here, is for another name, or it speaks no TLS. " +
            "Check the Endpoint, and CertificateAuthorityFile for a certificate of your own.", isTransient: false, error),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(
            $"The name of Qdrant's server at {place} can't be resolved; check the Endpoint.", isTransient: true, error),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new(
            $"Qdrant at {place} can't be reached; check that it runs, and the Endpoint.", isTransient: true, error),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new(
            $"What answers at {place} speaks no HTTP; check the Endpoint: Qdrant's REST API is at port 6333, and https where TLS is on.", isTransient: true, error),
        _ => new($"The connection to Qdrant at {place} broke; try again.", isTransient: true, error),
    };

    /// <summary>A success that does not say what it should: a broken answer, or another service.</summary>
    public QdrantFault Unreadable(Exception error) => new(
        $"What answers at {place} does not answer as Qdrant does; check the Endpoint, and what stands between.", isTransient: true, error);

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout ||
        (status >= HttpStatusCode.InternalServerError && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.InsufficientStorage));

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now) =>
        answer.Headers.TryGetValues("Retry-After", out var values) ? RetryAfterHeader.Parse(values.FirstOrDefault(), answer.Headers.Date ?? now) : null;

    private string Say(HttpStatusCode status, string? text, TimeSpan? asked) => status switch
    {
        HttpStatusCode.Unauthorized => $"Qdrant at {place} refuses the API key, or asks for one; check ApiKey.",
        HttpStatusCode.Forbidden => $"The API key may not do this at {place}, or the server is locked; use a key that may read and write.{Told(text)}",
        HttpStatusCode.NotFound => $"Qdrant at {place} knows nothing of what was asked for.{Told(text)}",
        HttpStatusCode.Conflict => $"Qdrant at {place} has this already.{Told(text)}",
        HttpStatusCode.RequestEntityTooLarge => $"A request is too large for Qdrant at {place} or what stands before it; lower MaxRequestBytes.",
        HttpStatusCode.RequestTimeout => $"Qdrant at {place} took too long for a request; try again, or give the server more to work with.{Told(text)}",
        HttpStatusCode.TooManyRequests => string.Create(
            CultureInfo.InvariantCulture, $"Qdrant at {place} gets too many requests{(asked is { } wait ? $" and asks to be left alone for {wait.TotalSeconds:0} s" : string.Empty)}; do less at once, or raise its limit."),
        HttpStatusCode.ServiceUnavailable => $"Qdrant at {place} can't serve this now: it starts up, or part of the cluster is missing.{Told(text)}",
        HttpStatusCode.InsufficientStorage => $"Qdrant at {place} has reached its quota; raise it, or delete what is not needed.{Told(text)}",
        HttpStatusCode.BadRequest when text?.Contains("limit", StringComparison.OrdinalIgnoreCase) is true && text.Contains("payload", StringComparison.OrdinalIgnoreCase) =>
            $"A request is too large for Qdrant at {place}; lower MaxRequestBytes, or raise the server's service.max_request_size_mb.",
        HttpStatusCode.BadRequest when text?.Contains("Index required", StringComparison.OrdinalIgnoreCase) is true =>
            $"Qdrant at {place} runs in strict mode and filters by indexed fields only; declare the field with the collection.{Told(text)}",
        _ when (int)status is >= 300 and < 400 => $"What answers at {place} sends requests elsewhere ({(int)status}), which is not followed; set the Endpoint to where Qdrant is.",
        _ => string.Create(CultureInfo.InvariantCulture, $"Qdrant at {place} answers {(int)status}.{Told(text)}"),
    };

    private static string Told(string? text) => text is null ? string.Empty : $" It says: {text}";
}
