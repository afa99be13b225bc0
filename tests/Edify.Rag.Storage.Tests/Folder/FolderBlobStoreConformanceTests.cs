using Edify.Rag.Conformance;
using Edify.Rag.Storage.Folder;

namespace Edify.Rag.Storage.Tests.Folder;

public sealed class FolderBlobStoreConformanceTests : BlobStoreSuite
{
    private readonly TempFolder _folder = new();

    protected override bool SupportsMetadata => false;
    protected override bool SupportsContentType => false;
    protected override int MaxSegmentLength => 255;

    protected override Task<IBlobStore> CreateStoreAsync() =>
        Task.FromResult<IBlobStore>(new FolderBlobStore(new FolderBlobStoreOptions { Path = _folder.Path }));

    protected override ValueTask DisposeStoreAsync()
    {
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), file => file.Contains(".edify-upload-"));
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
