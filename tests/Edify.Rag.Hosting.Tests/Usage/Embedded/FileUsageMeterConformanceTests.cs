using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Usage.Embedded;

namespace Edify.Rag.Hosting.Tests.Usage.Embedded;

public sealed class FileUsageMeterConformanceTests : UsageMeterSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IUsageMeter> OpenMeterAsync() => new(new FileUsageMeter(_directory.Path));

    protected override ValueTask DeleteDataAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
