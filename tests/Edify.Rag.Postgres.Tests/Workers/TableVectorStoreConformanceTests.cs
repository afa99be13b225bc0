using Edify.Rag.Conformance;
using Edify.Rag.WorkerProcess;

namespace Edify.Rag.Postgres.Tests.Workers;

/// <summary>The store that the worker tests share does what a store must.</summary>
[Trait("Needs", "postgres")]
public sealed class TableVectorStoreConformanceTests : VectorStoreSuite
{
    protected override ValueTask<IVectorStore> CreateStoreAsync() => ValueTask.FromResult<IVectorStore>(new TableVectorStore(TestServers.Postgres, "table_conformance"));
}
