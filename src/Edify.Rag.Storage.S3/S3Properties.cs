using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>What the server knows of one blob.</summary>
internal sealed class S3Properties(IAmazonS3 client, string bucket, S3Errors errors)
{
    /// <summary>The blob; <see langword="null"/> when there is none of this name.</summary>
    public async Task<BlobItem?> FindAsync(string name, string? etag, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = bucket, Key = name, EtagToMatch = S3ETag.Quoted(etag) };
        try
        {
            var answer = await errors.RunAsync(name, token => client.GetObjectMetadataAsync(request, token), cancellationToken).ConfigureAwait(false);
            return new BlobItem(name, answer.ContentLength, S3ETag.Unquoted(answer.ETag), S3Time.Utc(answer.LastModified) ?? DateTimeOffset.UnixEpoch)
            {
                ContentType = answer.Headers.ContentType,
                Metadata = S3Metadata.Decode(answer.Metadata),
            };
        }
        catch (BlobNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Tells a bucket that is not there from a blob that is not: an answer to <see cref="FindAsync"/> has no room for it.</summary>
    public async Task ThrowIfBucketIsMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await errors.RunAsync(blob: null, token => client.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BlobAccessDeniedException)
        {
            // There is one, then.
        }
    }
}
