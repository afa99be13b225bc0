using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>A bucket of Amazon S3 or of a server that speaks S3.</summary>
internal sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly S3BlobStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly IAmazonS3 _client;
    private readonly S3Errors _errors;
    private readonly S3Properties _properties;
    private readonly S3Listing _listing;
    private readonly S3Downloads _downloads;
    private readonly S3Deletions _deletions;

    public S3BlobStore(S3BlobStoreOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        Location = options.Endpoint is { } endpoint ? $"s3://{endpoint.Authority}/{options.Bucket}" : $"s3://{options.Bucket}";
        _client = S3ClientFactory.Create(options, time);
        _errors = new S3Errors(options, time);
        _properties = new S3Properties(_client, options.Bucket, _errors);
        _listing = new S3Listing(new S3Pages(_client, options.Bucket, _errors));
        _downloads = new S3Downloads(_client);
        _deletions = new S3Deletions(_client, options.Bucket, _errors, _properties);
    }

    public string Location { get; }

    public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return _listing.WalkAsync(prefix, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        S3Name.ThrowIfInvalid(name);
        if (range is { } wanted && (wanted.Offset < 0 || wanted.Length < 1)) throw OutOfRange(name, wanted);
        var request = new GetObjectRequest { BucketName = _options.Bucket, Key = name, EtagToMatch = S3ETag.Quoted(etag), ByteRange = Bytes(range) };
        var answer = await _errors.RunAsync(name, token => _downloads.SendAsync(request, token), cancellationToken).ConfigureAwait(false)
            ?? throw OutOfRange(name, range);
        if (range is null || answer.HttpStatusCode == HttpStatusCode.PartialContent)
            return new S3BlobStream(answer, name, _errors, _options.RequestTimeout, _time, cancellationToken);

        answer.Dispose();
        throw _errors.Failed(name, $"A part of blob '{name}' in bucket '{_options.Bucket}' was asked for, but the server does not give parts.");
    }

    public async Task<BlobItem> UploadAsync(
        string name, Stream content, BlobUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        S3Name.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new BlobUploadOptions();
        var upload = new S3Upload(_client, _options, _errors, _properties, _time, name, options);
        var (quoted, length) = await upload.RunAsync(content, cancellationToken).ConfigureAwait(false);
        var etag = S3ETag.Unquoted(quoted);
        return await FindStoredAsync(name, etag, cancellationToken).ConfigureAwait(false) ?? new BlobItem(name, length, etag, _time.GetUtcNow())
        {
            ContentType = options.ContentType,
            Metadata = options.Metadata.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value),
        };
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        S3Name.ThrowIfInvalid(name);
        return _deletions.DeleteAsync(name, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    // The upload has succeeded: that its time cannot be asked for, that it was replaced already, or that the caller gives up now
    // must not make it fail.
    private async Task<BlobItem?> FindStoredAsync(string name, string etag, CancellationToken cancellationToken)
    {
        try
        {
            return await _properties.FindAsync(name, etag, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BlobStoreException or OperationCanceledException)
        {
            return null;
        }
    }

    private static ByteRange? Bytes(BlobRange? range) => range is { } wanted
        ? new ByteRange(wanted.Offset, wanted.Length > long.MaxValue - wanted.Offset ? long.MaxValue : wanted.Offset + wanted.Length - 1)
        : null;

    private static ArgumentOutOfRangeException OutOfRange(string name, BlobRange? range) =>
        new(nameof(range), $"A range of {range?.Length} bytes from {range?.Offset} does not start within blob '{name}'.");
}
