using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Usage;

[Trait("Needs", "postgres")]
public sealed class PostgresUsageMeterConformanceTests : UsageMeterSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IUsageMeter> OpenMeterAsync() => new(_schema.Usage());

    protected override ValueTask DeleteDataAsync() => _schema.DisposeAsync();
}
