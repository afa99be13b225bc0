using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>Points to be put in, from a list of points or from a list for each of their parts.</summary>
internal sealed record PointUpsert(IReadOnlyList<(PointId Id, JsonElement Vector, JsonElement Payload)> Points, Filter? When, string Mode)
{
    public static PointUpsert Parse(JsonElement body, FilterParser filters, ServerVersion version)
    {
        var when = version >= 16 ? filters.Parse(body.Optional("update_filter")) : null;
        var mode = version >= 17 ? body.Optional("update_mode")?.OneOf("upsert", "insert_only", "update_only") : null;
        if (body.Optional("points") is { } points) return new([.. points.Items().Select(Point)], when, mode ?? "upsert");
        if (body.Optional("batch") is { } batch) return new([.. Batch(batch)], when, mode ?? "upsert");
        throw QdrantError.Format("Invalid PointInsertOperations format");
    }

    /// <summary>Puts them in. All are looked at first, so that one that is wrong keeps all out.</summary>
    public void Apply(QdrantCollection collection, long number)
    {
        StrictMode.CheckUpsert(collection, Points.Count);
        var read = Points.Select(p => (p.Id, Vectors: PointVectors.Read(collection.Config, p.Vector), p.Payload)).ToList();
        foreach (var (id, vectors, payload) in read)
        {
            if (IsWanted(collection, id)) collection.Put(new(id, vectors, payload.Clone(), number, 0));
        }
    }

    // A condition is asked of what is there already; what is new goes in.
    private bool IsWanted(QdrantCollection collection, PointId id) => collection.TryGet(id, out var there)
        ? Mode != "insert_only" && collection.Where([there], When).Any()
        : Mode != "update_only";

    private static (PointId Id, JsonElement Vector, JsonElement Payload) Point(JsonElement point) =>
        (PointId.Parse(point.Required("id")), Shaped(point.Required("vector")), Payload(point.Optional("payload")));

    private static IEnumerable<(PointId Id, JsonElement Vector, JsonElement Payload)> Batch(JsonElement batch)
    {
        var ids = PointId.ParseAll(batch.Required("ids"));
        var vectors = Vectors(batch.Required("vectors"), ids.Length);
        var payloads = batch.Optional("payloads")?.Items().ToList();
        if (vectors.Length != ids.Length) throw QdrantError.Invalid("batch.vectors: number of ids and vectors must be equal");
        if (payloads is not null && payloads.Count != ids.Length) throw QdrantError.Invalid("batch.payloads: number of ids and payloads must be equal");
        return ids.Select((id, i) => (id, vectors[i], Payload(payloads?[i])));
    }

    // Vectors without a name come as a list, those with names as a list for each name.
    private static JsonElement[] Vectors(JsonElement vectors, int count)
    {
        if (vectors.ValueKind == JsonValueKind.Array) return [.. vectors.EnumerateArray()];
        var columns = vectors.Members().Select(m => (m.Name, Items: m.Value.Items().ToList())).ToList();
        if (columns.Any(c => c.Items.Count != count)) throw QdrantError.Invalid("batch.vectors: number of ids and vectors must be equal");
        return [.. Enumerable.Range(0, count).Select(i => JsonElement.Parse(Answer.Written(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, items) in columns)
            {
                writer.WritePropertyName(name);
                items[i].WriteTo(writer);
            }

            writer.WriteEndObject();
        })))];
    }

    private static JsonElement Shaped(JsonElement vector) =>
        vector.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? vector : throw QdrantError.Format("data did not match any variant of untagged enum VectorStruct");

    private static JsonElement Payload(JsonElement? payload) => payload switch
    {
        null or { ValueKind: JsonValueKind.Null } => QdrantPoint.NoPayload,
        { ValueKind: JsonValueKind.Object } map => map,
        _ => throw QdrantError.Format("invalid type, expected a map"),
    };
}
