using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>Lists of numbers, read to single precision.</summary>
internal static class Floats
{
    public static float[] Read(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array) throw QdrantError.Format("data did not match any variant of a vector");
        var numbers = new float[list.GetArrayLength()];
        var next = 0;
        foreach (var item in list.EnumerateArray()) numbers[next++] = One(item);
        return numbers;
    }

    private static float One(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Number when double.IsFinite(item.GetDouble()) => item.GetSingle(),
        JsonValueKind.Array => throw QdrantError.Unsupported("multivectors"),
        _ => throw QdrantError.Format($"invalid value {item.ValueKind}, expected f32"),
    };
}
