using System.Text.Json;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>What a collection says of itself, in a point beside its records.</summary>
/// <remarks>
/// Qdrant keeps metadata of collections from 1.16 on only, so they are a point: one that has no vector, so no search finds it, and a
/// number as id, where records have UUIDs. It goes where the collection goes: behind an alias, into a snapshot, and away.
/// </remarks>
/// <param name="Embedder">The embedder it was made for.</param>
/// <param name="Fields">The fields that were declared.</param>
internal sealed record AboutCollection(string Embedder, IReadOnlyDictionary<string, FieldKind> Fields)
{
    /// <summary>The id of the point. Every filter leaves it out.</summary>
    public const int PointId = 0;

    private const string Payload = "about";

    public static QdrantRequest Find(string collection) => QdrantRequest.Post($"/collections/{collection}/points", json =>
    {
        json.WriteStartArray("ids");
        json.WriteNumberValue(PointId);
        json.WriteEndArray();
        json.WriteBoolean("with_payload", true);
        json.WriteBoolean("with_vector", false);
    });

    public QdrantRequest Write(string collection) => QdrantRequest.Put($"/collections/{collection}/points?wait=true", json =>
    {
        json.WriteStartArray("points");
        json.WriteStartObject();
        json.WriteNumber("id", PointId);
        json.WriteStartObject("vector");
        json.WriteEndObject();
        json.WriteStartObject("payload");
        json.WriteStartObject(Payload);
        json.WriteString("embedder", Embedder);
        json.WriteStartArray("fields");
        foreach (var (name, kind) in Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray();
            json.WriteStringValue(StoredText.Of(name));
            json.WriteStringValue(kind.ToString());
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>Reads the answer to <see cref="Find"/>.</summary>
    public static AboutCollection? Read(ReadOnlyMemory<byte> body) => Answers.Result(result =>
    {
        foreach (var point in result.EnumerateArray())
        {
            if (!point.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty(Payload, out var about)) continue;
            var fields = about.GetProperty("fields").EnumerateArray()
                .ToDictionary(f => StoredText.Read(f[0].GetString()!), f => Enum.Parse<FieldKind>(f[1].GetString()!), StringComparer.Ordinal);
            return new AboutCollection(about.GetProperty("embedder").GetString()!, fields);
        }

        return null;
    })(body);
}
