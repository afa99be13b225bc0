using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Jobs;

namespace Edify.Rag.Hosting.Tests.Jobs;

public sealed class FileJobQueueConformanceTests : JobQueueSuite
{
    private readonly TemporaryDirectory _directory = new();
    private FileJobQueue? _queue;

    // Each is two writes that wait for the disk.
    protected override int ManyJobs => 400;

    protected override ValueTask<IJobQueue> CreateQueueAsync() => new(_queue = new(_directory.Path, TimeProvider.System));

    protected override ValueTask DisposeQueueAsync()
    {
        _queue?.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
