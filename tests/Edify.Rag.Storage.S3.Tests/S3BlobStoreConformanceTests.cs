using Edify.Rag.Conformance;

namespace Edify.Rag.Storage.S3.Tests;

[Trait("Needs", "s3")]
public sealed class S3BlobStoreConformanceTests : BlobStoreSuite
{
    private TestBucket? _bucket;
    private S3BlobStore? _store;

    protected override bool SupportsMetadata => true;
    protected override bool SupportsContentType => true;
    protected override bool ListsProperties => false;
    protected override bool HasEtagPerUpload => false;
    protected override int MaxNameBytes => S3Name.MaxBytes;

    protected override async Task<IBlobStore> CreateStoreAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        return _store = _bucket.Open(options => options.PartSize = 5 * 1024 * 1024);
    }

    protected override async ValueTask DisposeStoreAsync()
    {
        _store?.Dispose();
        if (_bucket is null) return;
        Assert.Empty(await _bucket.PendingUploadsAsync());
        await _bucket.DisposeAsync();
    }
}
