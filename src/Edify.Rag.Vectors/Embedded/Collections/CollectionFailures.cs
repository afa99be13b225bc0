using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>What is said when a collection is not there, or is not what was asked for.</summary>
internal static class CollectionFailures
{
    public static void CheckFits(string root, CollectionDescription existing, CollectionDefinition wanted) =>
        CollectionFit.Check(root, $"in '{root}'", "another directory", existing.Dimension, existing.Embedder, wanted);

    public static VectorStoreException Missing(string root, string collection, string operation) => new(
        root, collection, operation, $"There is no collection '{collection}' in '{root}'. Ingest into it first, or look at the configured directory.");
}
