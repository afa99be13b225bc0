using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>Parts on their way to be a blob. What is not completed is taken back when it is disposed.</summary>
internal sealed class S3MultipartUpload : IAsyncDisposable
{
    private const int MaxParts = 10_000;

    // Who cancels an upload because the server is gone does not want to wait for it once more.
    private static readonly TimeSpan TimeToTakeBack = TimeSpan.FromSeconds(10);

    private readonly IAmazonS3 _client;
    private readonly S3Errors _errors;
    private readonly TimeProvider _time;
    private readonly string _bucket;
    private readonly string _name;
    private readonly string _id;
    private readonly List<PartETag> _parts = [];
    private bool _completed;

    private S3MultipartUpload(IAmazonS3 client, string bucket, string name, string id, S3Errors errors, TimeProvider time) =>
        (_client, _bucket, _name, _id, _errors, _time) = (client, bucket, name, id, errors, time);

    /// <summary>The bytes sent so far.</summary>
    public long Length { get; private set; }

    public static async Task<S3MultipartUpload> BeginAsync(
        IAmazonS3 client,
        string bucket,
        string name,
        string? contentType,
        Dictionary<string, string> metadata,
        S3Errors errors,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = name, ContentType = contentType };
        S3Metadata.AddTo(request.Metadata, metadata);

        // Not stopped half-way: an upload that began without its id being known could not be taken back.
        var begin = BeginAsync();
        try
        {
            return await begin.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = TakeBackAsync(begin);
            throw;
        }

        async Task<S3MultipartUpload> BeginAsync()
        {
            var begun = await errors.RunAsync(name, token => client.InitiateMultipartUploadAsync(request, token), CancellationToken.None).ConfigureAwait(false);
            return new S3MultipartUpload(client, bucket, name, begun.UploadId, errors, time);
        }
    }

    /// <summary>Sends one part.</summary>
    /// <exception cref="BlobStoreException">There are more parts than S3 allows, or the request failed.</exception>
    public async Task AddAsync(PartBuffer part, CancellationToken cancellationToken)
    {
        if (_parts.Count == MaxParts)
        {
            throw _errors.Failed(
                _name,
                $"Blob '{_name}' was not stored: it is longer than {MaxParts:N0} parts of {part.Length:N0} bytes. " +
                $"Set {nameof(S3BlobStoreOptions)}.{nameof(S3BlobStoreOptions.PartSize)} higher.");
        }

        using var bytes = part.Open();
        var request = new UploadPartRequest
        {
            BucketName = _bucket,
            Key = _name,
            UploadId = _id,
            PartNumber = _parts.Count + 1,
            PartSize = part.Length,
            InputStream = bytes,
        };
        var stored = await _errors.SendAsync(_name, token => _client.UploadPartAsync(request, token), cancellationToken).ConfigureAwait(false);
        _parts.Add(new PartETag(stored));
        Length += part.Length;
    }

    /// <summary>Makes the parts a blob, and gives its ETag.</summary>
    public async Task<string> CompleteAsync(string? ifNoneMatch, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = _bucket,
            Key = _name,
            UploadId = _id,
            IfNoneMatch = ifNoneMatch,
            PartETags = _parts,
        };
        var stored = await _errors.RunAsync(_name, token => _client.CompleteMultipartUploadAsync(request, token), cancellationToken).ConfigureAwait(false);
        _completed = true;
        return stored.ETag;
    }

    public async ValueTask DisposeAsync()
    {
        if (_completed) return;
        var request = new AbortMultipartUploadRequest { BucketName = _bucket, Key = _name, UploadId = _id };
        using var stop = new CancellationTokenSource(TimeToTakeBack, _time);
        try
        {
            await _errors.RunAsync(_name, token => _client.AbortMultipartUploadAsync(request, token), stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BlobStoreException or OperationCanceledException)
        {
            // What made the upload fail is on its way to the caller and tells more than this.
        }
    }

    private static async Task TakeBackAsync(Task<S3MultipartUpload> begin)
    {
        try
        {
            await (await begin.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (BlobStoreException)
        {
            // It never began.
        }
    }
}
