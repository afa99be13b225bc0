using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>Requests for content.</summary>
/// <remarks>
/// The SDK compares content that is read whole with its ETag, taking an ETag without '-' for an MD5 hash. That is worth having where
/// it is one, but it fails before the first byte where a server writes ETags of another form; there, the whole is asked for as a range,
/// which the SDK does not compare.
/// </remarks>
internal sealed class S3Downloads(IAmazonS3 client)
{
    private static readonly ByteRange Whole = new("bytes=0-");

    private volatile bool _etagsAreHashes = true;

    /// <summary>The answer; <see langword="null"/> when the range that was asked for starts past the end.</summary>
    public async Task<GetObjectResponse?> SendAsync(GetObjectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (_etagsAreHashes || request.ByteRange is not null) return await client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && request.ByteRange is not null)
        {
            return null;
        }
        catch (Exception e) when (request.ByteRange is null && e is FormatException or ArgumentOutOfRangeException { ParamName: "hex" })
        {
            _etagsAreHashes = false;
        }

        request.ByteRange = Whole;
        try
        {
            return await client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // Not even a first byte: the blob is empty.
            return new GetObjectResponse { ResponseStream = Stream.Null };
        }
    }
}
