using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>What is said about vectors when a collection is made must be right.</summary>
internal static class VectorChecks
{
    private const int MaxSize = 65536;

    public static void Check(JsonElement vectors)
    {
        if (vectors.ValueKind == JsonValueKind.Object && vectors.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number) CheckOne("vectors", vectors);
        else foreach (var named in vectors.Members()) CheckOne($"vectors.{named.Name}", named.Value);
    }

    public static void CheckSparse(JsonElement vectors)
    {
        foreach (var named in vectors.Members())
        {
            named.Value.Optional("modifier")?.OneOf("none", "idf");
            if (named.Value.Optional("index") is { } index && index.Optional("full_scan_threshold") is { } threshold) threshold.Integer();
        }
    }

    private static void CheckOne(string where, JsonElement spec)
    {
        var size = spec.Required("size").Integer();
        if (size <= 0) throw QdrantError.Format($"invalid value: integer `{size}`, expected a nonzero u64");
        if (size > MaxSize) throw QdrantError.Invalid($"{where}.size: value {size} invalid, must be from 1 to {MaxSize}");
        spec.Required("distance").OneOf("Cosine", "Euclid", "Dot", "Manhattan");
        spec.Optional("datatype")?.OneOf("float32", "uint8", "float16", "turbo4");
        if (spec.Has("multivector_config")) throw QdrantError.Unsupported("multivectors");
        if (spec.Optional("hnsw_config") is { } hnsw) ConfigSections.CheckHnsw(hnsw);
    }
}
