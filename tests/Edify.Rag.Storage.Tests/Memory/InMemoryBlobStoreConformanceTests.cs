using Edify.Rag.Conformance;
using Edify.Rag.Storage.Memory;

namespace Edify.Rag.Storage.Tests.Memory;

public sealed class InMemoryBlobStoreConformanceTests : BlobStoreSuite
{
    protected override bool SupportsMetadata => true;
    protected override bool SupportsContentType => true;

    protected override Task<IBlobStore> CreateStoreAsync() => Task.FromResult<IBlobStore>(new InMemoryBlobStore("test", TimeProvider.System));
}
