using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Ledger;

[Trait("Needs", "postgres")]
public sealed class PostgresFencedLedgerConformanceTests : FencedLedgerSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<(IFencedIngestionLedger Ledger, IJobQueue Queue)> CreateAsync() => new((_schema.Ledger(), _schema.Queue()));

    protected override ValueTask DeleteAsync() => _schema.DisposeAsync();
}
