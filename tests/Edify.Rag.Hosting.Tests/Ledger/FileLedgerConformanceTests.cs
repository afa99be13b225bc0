using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Ledger;

namespace Edify.Rag.Hosting.Tests.Ledger;

public sealed class FileLedgerConformanceTests : LedgerSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IIngestionLedger> OpenLedgerAsync() => new(new FileLedger(_directory.Path));

    protected override ValueTask DeleteDataAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
