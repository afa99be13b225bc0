namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>What is said when a collection is not there, or is not what was asked for.</summary>
internal static class CollectionFailures
{
    public static void CheckFits(string root, CollectionDescription existing, CollectionDefinition wanted)
    {
        if (existing.Dimension == wanted.Dimension && existing.Embedder == wanted.Embedder) return;
        throw new VectorStoreException(
            root,
            wanted.Name,
            "ensure collection",
            $"Collection '{wanted.Name}' in '{root}' holds vectors of embedder '{existing.Embedder}' with {existing.Dimension} dimensions, but embedder " +
            $"'{wanted.Embedder}' with {wanted.Dimension} dimensions is configured. Vectors of different embedders never mix: configure the old " +
            "embedder again, choose another directory, or drop the collection and ingest again.");
    }

    public static VectorStoreException Missing(string root, string collection, string operation) => new(
        root, collection, operation, $"There is no collection '{collection}' in '{root}'. Ingest into it first, or look at the configured directory.");
}
