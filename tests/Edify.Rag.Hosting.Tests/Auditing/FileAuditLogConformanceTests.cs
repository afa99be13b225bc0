using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Auditing.Embedded;

namespace Edify.Rag.Hosting.Tests.Auditing;

public sealed class FileAuditLogConformanceTests : AuditLogSuite
{
    private readonly TemporaryDirectory _directory = new();

    // A segment for each group, so that pruning has something to prune.
    protected override ValueTask<IAuditLog> OpenLogAsync() => new(new FileAuditLog(_directory["audit"], Key, TimeProvider.System, new(SegmentBytes: 1)));

    protected override ValueTask DeleteDataAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
