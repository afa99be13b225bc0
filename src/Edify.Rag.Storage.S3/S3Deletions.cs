using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>Deletions that tell whether there was a blob, which S3 does not.</summary>
internal sealed class S3Deletions(IAmazonS3 client, string bucket, S3Errors errors, S3Properties properties)
{
    // Those of one name follow each other, so that one of them finds the blob. Names share locks, which costs waiting at most.
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var one = _locks[(uint)string.GetHashCode(name, StringComparison.Ordinal) % _locks.Length];
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await properties.FindAsync(name, etag: null, cancellationToken).ConfigureAwait(false) is null)
            {
                await properties.ThrowIfBucketIsMissingAsync(cancellationToken).ConfigureAwait(false);
                return false;
            }

            var request = new DeleteObjectRequest { BucketName = bucket, Key = name };
            await errors.RunAsync(name, token => client.DeleteObjectAsync(request, token), cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            one.Release();
        }
    }
}
