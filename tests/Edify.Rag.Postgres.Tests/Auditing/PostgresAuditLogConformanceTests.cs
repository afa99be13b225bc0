using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Auditing;

[Trait("Needs", "postgres")]
public sealed class PostgresAuditLogConformanceTests : AuditLogSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IAuditLog> OpenLogAsync() => new(_schema.Audit(Key));

    protected override ValueTask DeleteDataAsync() => _schema.DisposeAsync();
}
