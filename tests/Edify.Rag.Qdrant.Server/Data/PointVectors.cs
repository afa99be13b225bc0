using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>Reads the vectors of a point: one without a name, or some by their names.</summary>
internal static class PointVectors
{
    public static Dictionary<string, StoredVector> Read(CollectionConfig config, JsonElement vector) => vector.ValueKind switch
    {
        JsonValueKind.Array => new() { [""] = One(config, "", vector) },
        JsonValueKind.Object => vector.EnumerateObject().ToDictionary(v => v.Name, v => One(config, v.Name, v.Value)),
        _ => throw QdrantError.Format("data did not match any variant of untagged enum VectorStruct"),
    };

    private static StoredVector One(CollectionConfig config, string name, JsonElement vector) =>
        config.Vectors.TryGetValue(name, out var spec) ? spec.Read(vector) : throw QdrantError.NoVector(name);
}
