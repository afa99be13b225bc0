using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Tasks.Embedded;

namespace Edify.Rag.Hosting.Tests.Tasks.Embedded;

public sealed class FileTaskStoreConformanceTests : TaskStoreSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IRagTaskStore> OpenStoreAsync() => new(new FileTaskStore(_directory.Path, TimeProvider.System));

    protected override ValueTask DeleteDataAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
