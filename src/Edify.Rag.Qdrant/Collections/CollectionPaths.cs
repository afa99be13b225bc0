namespace Edify.Rag.Qdrant.Collections;

/// <summary>Paths of requests that read. Names of collections have no character that a path would have to escape.</summary>
internal static class CollectionPaths
{
    public static string Read(string collection, string path, QdrantOptions options) => options.ReadConsistency == QdrantReadConsistency.One
        ? $"/collections/{collection}{path}"
        : $"/collections/{collection}{path}?consistency={options.ReadConsistency.ToString().ToLowerInvariant()}";
}
