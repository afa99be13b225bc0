using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Jobs;

[Trait("Needs", "postgres")]
public sealed class PostgresJobQueueConformanceTests : JobQueueSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IJobQueue> CreateQueueAsync() => new(_schema.Queue());

    protected override ValueTask DisposeQueueAsync() => _schema.DisposeAsync();
}
