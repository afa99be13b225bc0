namespace Edify.Rag.Qdrant.Connection;

/// <summary>How a server is named in errors and logs: without anything that could be a secret.</summary>
internal static class QdrantPlace
{
    public static string Of(Uri endpoint) => endpoint.IsAbsoluteUri ? $"{endpoint.Scheme}://{endpoint.Authority}{endpoint.AbsolutePath.TrimEnd('/')}" : "(no address)";
}
