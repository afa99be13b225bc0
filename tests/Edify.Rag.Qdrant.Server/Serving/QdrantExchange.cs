namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>A request with its answer.</summary>
/// <param name="Target">Path and query, as they were sent.</param>
/// <param name="RequestBody">Empty when there is none.</param>
/// <param name="ContentType">That of the answer, without parameters; empty when it has no body.</param>
public sealed record QdrantExchange(string Method, string Target, ReadOnlyMemory<byte> RequestBody, int Status, string ContentType, ReadOnlyMemory<byte> ResponseBody)
{
    public override string ToString() => $"{Method} {Target} -> {Status}";
}
