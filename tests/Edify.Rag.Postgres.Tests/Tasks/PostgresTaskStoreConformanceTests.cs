using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Tasks;

[Trait("Needs", "postgres")]
public sealed class PostgresTaskStoreConformanceTests : TaskStoreSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IRagTaskStore> OpenStoreAsync() => new(_schema.Tasks());

    protected override ValueTask DeleteDataAsync() => _schema.DisposeAsync();
}
