using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>Pages of a bucket's names, each found by the name before it.</summary>
internal sealed class S3Pages(IAmazonS3 client, string bucket, S3Errors errors, int pageSize = S3Pages.MaxPageSize)
{
    private const int MaxPageSize = 1000;

    /// <summary>The names with a prefix that follow another name in the server's order: by code points.</summary>
    public async Task<S3Page> NextAsync(string prefix, string after, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = prefix,
            MaxKeys = pageSize,
            StartAfter = after.Length == 0 ? null : after,

            // XML cannot hold every character that a name can.
            Encoding = EncodingType.Url,
        };
        var (found, hasMore) = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var blobs = new List<BlobItem>(found.Count);
        var last = after;
        foreach (var item in found)
        {
            last = WebUtility.UrlDecode(item.Key);
            if (!IsPlaceholder(last, item)) blobs.Add(ToItem(last, item));
        }

        // To end here would be a listing without the rest, and ingestion would take the rest for deleted.
        if (hasMore && last == after) throw NoWayOn();
        return new S3Page(blobs, last, hasMore);
    }

    // A server may stop before it has found anything, and says then where to go on.
    private async Task<(List<S3Object> Found, bool HasMore)> SendAsync(ListObjectsV2Request request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await errors.RunAsync(blob: null, token => client.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);

            // The SDK gives null for none.
            var found = answer.S3Objects ?? [];
            var hasMore = answer.IsTruncated == true;
            if (found.Count > 0 || !hasMore) return (found, hasMore);
            if (string.IsNullOrEmpty(answer.NextContinuationToken) || answer.NextContinuationToken == request.ContinuationToken) throw NoWayOn();
            request.ContinuationToken = answer.NextContinuationToken;
        }
    }

    private BlobStoreException NoWayOn() => errors.Failed(
        blob: null, $"The listing of bucket '{bucket}' is not complete: the server says that it goes on, and gives nothing that follows.");

    // What consoles make so that an empty folder can be shown.
    private static bool IsPlaceholder(string name, S3Object item) => name.EndsWith('/') && (item.Size ?? 0) == 0;

    private static BlobItem ToItem(string name, S3Object item) =>
        new(name, item.Size ?? 0, S3ETag.Unquoted(item.ETag), S3Time.Utc(item.LastModified) ?? DateTimeOffset.UnixEpoch);
}
