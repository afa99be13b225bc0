using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>A container in Azure Blob Storage.</summary>
internal sealed class AzureBlobStore(BlobContainerClient container, AzureErrors errors, bool createContainer, int pageSize) : IBlobStore
{
    /// <summary>The most blobs that the service puts on a page of a listing.</summary>
    private const int LargestPage = 5000;

    private volatile bool _containerIsThere = !createContainer;

    public string Location { get; } = AzurePlace.Of(container).Location;

    public static AzureBlobStore Connect(AzureBlobStoreOptions options, TimeProvider time, int pageSize = LargestPage)
    {
        var access = AzureAccess.Of(options);
        var settings = new BlobClientOptions { RetryPolicy = new BoundedRetryPolicy(options.MaxRetries, time) };
        settings.Retry.NetworkTimeout = options.RequestTimeout;
        var container = access.Connect(settings);
        var errors = new AzureErrors(AzurePlace.Of(container), new SecretText(access.Secrets()), new AzureDenials(access, time), time);
        return new(container, errors, options.CreateContainer, pageSize);
    }

    public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new AzureListing(container, errors, EnsureContainerAsync, pageSize).WalkAsync(prefix, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        AzureBlobName.ThrowIfInvalid(name);
        var options = new BlobDownloadOptions { Range = AzureRange.Of(range), Conditions = AzureRange.Condition(etag) };
        await EnsureContainerAsync(cancellationToken).ConfigureAwait(false);
        return await errors.RunAsync<Stream>(name, () => DownloadAsync(name, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<BlobItem> UploadAsync(
        string name, Stream content, BlobUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        AzureBlobName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        var upload = new AzureUpload(container.GetBlockBlobClient(name), name, options ?? new BlobUploadOptions(), errors);
        await EnsureContainerAsync(cancellationToken).ConfigureAwait(false);
        return await upload.SendAsync(content, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        AzureBlobName.ThrowIfInvalid(name);
        await EnsureContainerAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await errors.RunAsync(name, () => container.GetBlobClient(name).DeleteAsync(cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (BlobNotFoundException)
        {
            return false;
        }
    }

    private async Task<Stream> DownloadAsync(string name, BlobDownloadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await container.GetBlobClient(name).DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
            var length = answer.GetRawResponse().Headers.ContentLengthLong;
            var fault = FaultOf(answer.Value.Details, length, name, options);
            if (fault is null) return new AzureBlobStream(answer.Value.Content, length, name, errors, cancellationToken);
            await answer.Value.Content.DisposeAsync().ConfigureAwait(false);
            throw fault;
        }
        catch (RequestFailedException e) when (e.Status == 416)
        {
            throw AzureRange.PastEnd(name, options.Range);
        }
        catch (RequestFailedException e) when (e.Status == 412 && options.Conditions?.IfMatch is not null)
        {
            // A service that looks at the condition first says the same of a blob that is gone: then this is not found.
            await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    // What the service is asked to refuse, an emulator or a proxy may answer: another version, or no byte of a range.
    private Exception? FaultOf(BlobDownloadDetails details, long? length, string name, BlobDownloadOptions options)
    {
        if (options.Conditions?.IfMatch is { } wanted && AzureRange.Text(wanted) != AzureRange.Text(details.ETag)) return errors.Changed(name);
        return length == 0 && options.Range != default ? AzureRange.PastEnd(name, options.Range) : null;
    }

    // Called by several at a time it asks several times, which does no harm.
    private async Task EnsureContainerAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_containerIsThere) return;
        await errors.RunAsync(blob: null, () => container.CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
        _containerIsThere = true;
    }
}
