using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Ledger;

[Trait("Needs", "postgres")]
public sealed class PostgresLedgerConformanceTests : LedgerSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IIngestionLedger> OpenLedgerAsync() => new(_schema.Ledger());

    protected override ValueTask DeleteDataAsync() => _schema.DisposeAsync();
}
