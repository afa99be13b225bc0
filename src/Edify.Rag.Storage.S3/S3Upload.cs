using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>One upload: a single request when the content fits a part, otherwise many parts that become a blob at once.</summary>
internal sealed class S3Upload(
    IAmazonS3 client, S3BlobStoreOptions options, S3Errors errors, S3Properties properties, TimeProvider time, string name, BlobUploadOptions upload)
{
    private const string OnlyIfAbsent = "*";

    private readonly Dictionary<string, string> _metadata = S3Metadata.Encode(upload.Metadata);

    /// <summary>Stores the content and gives its new ETag and length.</summary>
    public async Task<(string ETag, long Length)> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        await ThrowIfTakenAsync(cancellationToken).ConfigureAwait(false);
        using var part = new PartBuffer(options.PartSize);
        await part.FillAsync(content, cancellationToken).ConfigureAwait(false);
        try
        {
            return part.IsLast
                ? (await PutAsync(part, cancellationToken).ConfigureAwait(false), part.Length)
                : await SendPartsAsync(part, content, cancellationToken).ConfigureAwait(false);
        }
        catch (BlobChangedException e) when (!upload.Overwrite)
        {
            throw errors.Exists(name, e.InnerException);
        }
        catch (BlobStoreUnavailableException e) when (IsConflict(e))
        {
            // Two uploads at a time that may not replace: the other one has won, or has failed as this one.
            await ThrowIfTakenAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> PutAsync(PartBuffer part, CancellationToken cancellationToken)
    {
        using var bytes = part.Open();
        var request = new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = name,
            InputStream = bytes,
            AutoCloseStream = false,
            ContentType = upload.ContentType,
            IfNoneMatch = upload.Overwrite ? null : OnlyIfAbsent,
        };
        S3Metadata.AddTo(request.Metadata, _metadata);
        return (await errors.SendAsync(name, token => client.PutObjectAsync(request, token), cancellationToken).ConfigureAwait(false)).ETag;
    }

    private async Task<(string ETag, long Length)> SendPartsAsync(PartBuffer part, Stream content, CancellationToken cancellationToken)
    {
        var parts = await S3MultipartUpload
            .BeginAsync(client, options.Bucket, name, upload.ContentType, _metadata, errors, time, cancellationToken).ConfigureAwait(false);
        await using (parts.ConfigureAwait(false))
        {
            while (part.Length > 0)
            {
                await parts.AddAsync(part, cancellationToken).ConfigureAwait(false);
                if (part.IsLast) break;
                await part.FillAsync(content, cancellationToken).ConfigureAwait(false);
            }

            // Not every server heeds the condition when parts become a blob, and this was a long time.
            await ThrowIfTakenAsync(cancellationToken).ConfigureAwait(false);
            return (await parts.CompleteAsync(upload.Overwrite ? null : OnlyIfAbsent, cancellationToken).ConfigureAwait(false), parts.Length);
        }
    }

    // The condition on the request decides where the server knows it; this finds out before the content is sent in vain,
    // and where the server does not.
    private async Task ThrowIfTakenAsync(CancellationToken cancellationToken)
    {
        if (upload.Overwrite) return;
        try
        {
            if (await properties.FindAsync(name, etag: null, cancellationToken).ConfigureAwait(false) is null) return;
        }
        catch (BlobAccessDeniedException)
        {
            // Who may only write cannot ask.
            return;
        }

        throw errors.Exists(name);
    }

    private bool IsConflict(BlobStoreUnavailableException e) =>
        !upload.Overwrite && e.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.Conflict };
}
