namespace Edify.Rag.Shared.Vectors;

/// <summary>Whether a collection that is there is the one that is asked for.</summary>
internal static class CollectionFit
{
    /// <summary>Refuses a collection of another embedder or dimension: vectors of different embedders never mix.</summary>
    /// <param name="store">The store, as errors name it.</param>
    /// <param name="place">Where the collection lies, such as "in 'directory'" or "at server".</param>
    /// <param name="elsewhere">What could be chosen instead, such as "another directory".</param>
    /// <param name="dimension">The dimension that the collection has.</param>
    /// <param name="embedder">The embedder it was made for.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <exception cref="VectorStoreException">They differ; the message names both.</exception>
    public static void Check(string store, string place, string elsewhere, int dimension, string embedder, CollectionDefinition wanted)
    {
        if (dimension == wanted.Dimension && embedder == wanted.Embedder) return;
        throw new VectorStoreException(
            store,
            wanted.Name,
            "ensure collection",
            $"Collection '{wanted.Name}' {place} holds vectors of embedder '{embedder}' with {dimension} dimensions, but embedder '{wanted.Embedder}' " +
            $"with {wanted.Dimension} dimensions is configured. Vectors of different embedders never mix: configure the old embedder again, choose " +
            $"{elsewhere}, or drop the collection and ingest again.");
    }
}
