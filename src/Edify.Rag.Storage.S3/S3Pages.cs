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
        var answer = await errors.RunAsync(blob: null, token => client.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);

        // The SDK gives null for none.
        var blobs = new List<BlobItem>(answer.S3Objects?.Count ?? 0);
        var last = after;
        foreach (var item in answer.S3Objects ?? [])
        {
            last = WebUtility.UrlDecode(item.Key);
            if (!IsPlaceholder(last, item)) blobs.Add(ToItem(last, item));
        }

        return new S3Page(blobs, last, answer.IsTruncated == true && last != after);
    }

    // What consoles make so that an empty folder can be shown.
    private static bool IsPlaceholder(string name, S3Object item) => name.EndsWith('/') && (item.Size ?? 0) == 0;

    private static BlobItem ToItem(string name, S3Object item) =>
        new(name, item.Size ?? 0, S3ETag.Unquoted(item.ETag), S3Time.Utc(item.LastModified) ?? DateTimeOffset.UnixEpoch);
}
