using System.Text.Json;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>A point; a change makes another one, so what was read stays what it was.</summary>
/// <param name="Version">The number of the operation that changed it last.</param>
/// <param name="Sequence">When it came, counted over all points of the collection.</param>
internal sealed record QdrantPoint(PointId Id, IReadOnlyDictionary<string, StoredVector> Vectors, JsonElement Payload, long Version, long Sequence)
{
    public static readonly JsonElement NoPayload = JsonElement.Parse("{}");
}
