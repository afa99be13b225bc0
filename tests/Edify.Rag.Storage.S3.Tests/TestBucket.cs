using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3.Tests;

/// <summary>A bucket of its own on the test server, gone with all it holds when it is disposed.</summary>
internal sealed class TestBucket : IAsyncDisposable
{
    private readonly S3Server _server;

    private TestBucket(S3Server server)
    {
        _server = server;
        Name = $"edify-test-{Guid.NewGuid():n}";
        Client = new AmazonS3Client(
            new BasicAWSCredentials(server.AccessKey, server.SecretKey),
            new AmazonS3Config { ServiceURL = server.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = server.Region });
    }

    public string Name { get; }

    /// <summary>The SDK's own client, for what the store does not show.</summary>
    public AmazonS3Client Client { get; }

    public static async Task<TestBucket> CreateAsync()
    {
        var bucket = new TestBucket(TestServers.S3);
        await bucket.Client.PutBucketAsync(bucket.Name);
        return bucket;
    }

    public S3BlobStoreOptions Options(Action<S3BlobStoreOptions>? configure = null)
    {
        var options = new S3BlobStoreOptions
        {
            Bucket = Name,
            Endpoint = _server.Endpoint,
            Region = _server.Region,
            AccessKey = _server.AccessKey,
            SecretKey = _server.SecretKey,
            MaxRetries = 2,
        };
        configure?.Invoke(options);
        return options;
    }

    public S3BlobStore Open(Action<S3BlobStoreOptions>? configure = null) => new(Options(configure), TimeProvider.System);

    /// <summary>Uploads that were begun and neither completed nor taken back.</summary>
    public async Task<List<MultipartUpload>> PendingUploadsAsync() =>
        (await Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Name })).MultipartUploads ?? [];

    public async ValueTask DisposeAsync()
    {
        foreach (var upload in await PendingUploadsAsync()) await Client.AbortMultipartUploadAsync(Name, upload.Key, upload.UploadId);
        var listing = new ListObjectsV2Request { BucketName = Name, Encoding = EncodingType.Url };
        while ((await Client.ListObjectsV2Async(listing)).S3Objects is { Count: > 0 } found)
        {
            await Parallel.ForEachAsync(
                found, async (item, token) => await Client.DeleteObjectAsync(Name, System.Net.WebUtility.UrlDecode(item.Key), token));
        }

        await Client.DeleteBucketAsync(Name);
        Client.Dispose();
    }
}
