using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>A store that takes nothing.</summary>
internal sealed class FullStore(IVectorStore inner) : DelegatingStore(inner)
{
    public override Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default) =>
        throw new VectorStoreException("test", collection, "upsert", "The store is full.");
}
