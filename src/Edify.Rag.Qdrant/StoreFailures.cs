using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Qdrant;

/// <summary>What the store says when it can't do something.</summary>
internal sealed class StoreFailures(string place)
{
    public VectorStoreException Of(QdrantFault fault, string collection, string operation) =>
        new(place, collection, operation, fault.Message, fault.IsTransient, fault.InnerException) { RetryAfter = fault.RetryAfter };

    public VectorStoreException Missing(string collection, string operation) => new(
        place, collection, operation, $"There is no collection '{collection}' at {place}. Ingest into it first, or look at the configured Endpoint.");

    public VectorStoreException Foreign(string collection, string operation) => new(
        place, collection, operation,
        $"Collection '{collection}' at {place} was not made by Edify.Rag, and is left alone. Choose another name for the collection.");

    public VectorStoreException DropsAlias(string alias, string collection) => new(
        place, alias, "drop collection", $"'{alias}' at {place} is an alias of collection '{collection}' and can't be dropped. Remove the alias, or drop the collection that it stands for.");

    public VectorStoreException DropsAliased(string collection, string alias) => new(
        place, collection, "drop collection", $"Collection '{collection}' at {place} is in use by the alias '{alias}'. Switch or remove the alias first.");

    public VectorStoreException Unindexed(CollectionShape shape, IEnumerable<FieldIndex> indexes) => new(
        place, shape.Name, "check",
        $"Collection '{shape.Name}' at {place} lacks indexes that its fields had ({string.Join(", ", indexes.Select(index => index.Key))}): searches are right but slow. The next ingestion makes them again.");

    public VectorStoreException Broken(CollectionShape shape) => new(
        place, shape.Name, "check", $"Collection '{shape.Name}' at {place} is not healthy: {shape.Trouble}. Look at the server's log, its disk and its memory.");

    public VectorStoreException AliasRefused(string alias, string why) => new(place, alias, "set alias", why);

    public void CheckFits(CollectionShape found, CollectionDefinition wanted)
    {
        if (found.Dimension == wanted.Dimension && found.DenseVector == VectorNames.Dense(wanted.Embedder)) return;
        CollectionFit.Check(place, $"at {place}", "another collection", found.Dimension, found.About?.Embedder ?? "another embedder", wanted);
    }
}
