using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.S3;

/// <summary>What the headers of a refusal tell.</summary>
internal sealed partial class S3Answer
{
    private readonly IWebResponseData? _headers;
    private readonly string _message;

    private S3Answer(AmazonServiceException e) =>
        (_headers, _message) = ((e.InnerException as HttpErrorResponseException)?.Response, e.Message ?? string.Empty);

    /// <summary>The answer behind an error; <see langword="null"/> when none came.</summary>
    public static S3Answer? Of(Exception e) => e is AmazonServiceException refusal ? new(refusal) : null;

    /// <summary>How long the server asks to be left alone; <see langword="null"/> when it does not say.</summary>
    /// <param name="now">This machine's time, for a server that does not tell its own.</param>
    public TimeSpan? RetryAfter(DateTimeOffset now) => RetryAfterHeader.Parse(Header("Retry-After"), Time ?? now);

    /// <summary>The server's clock when it answered.</summary>
    public DateTimeOffset? Time =>
        DateTimeOffset.TryParseExact(Header("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The region that the bucket is in, where the server tells.</summary>
    public string? Region => Header("x-amz-bucket-region") ?? (ExpectedRegion().Match(_message) is { Success: true } match ? match.Groups[1].Value : null);

    private string? Header(string name) => _headers?.GetHeaderValue(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex("expecting '([a-z0-9-]+)'")]
    private static partial Regex ExpectedRegion();
}
