using Edify.Rag.Conformance;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

[Trait("Needs", "azure")]
public sealed class AzureBlobStoreConformanceTests : BlobStoreSuite
{
    private TestContainer _container = null!;

    protected override bool SupportsMetadata => true;
    protected override bool SupportsContentType => true;

    protected override async Task<IBlobStore> CreateStoreAsync()
    {
        _container = await TestContainer.CreateAsync();
        return _container.Store(pageSize: 1000);
    }

    // The base disposes also where no server was found, so that there is no container.
    protected override ValueTask DisposeStoreAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;
}
