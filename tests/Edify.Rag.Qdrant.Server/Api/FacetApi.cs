using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

/// <summary>Counts the points that have each of a field's values.</summary>
internal static class FacetApi
{
    private const int DefaultLimit = 10;

    public static Answer Facet(QdrantCall call)
    {
        var path = FieldPath.Parse(call.Body.Required("key").Text());
        var filter = call.Filters.Parse(call.Body.Optional("filter"));
        var limit = call.Body.Count("limit", 1) ?? DefaultLimit;
        return call.Ask(collection =>
        {
            StrictMode.CheckFilter(collection, filter, isUpdate: false);
            var counts = Counts(collection, path, filter).OrderByDescending(c => c.Count).ThenBy(c => c.Value, Values).Take(limit).ToList();
            return writer => Write(writer, counts);
        });
    }

    private static IEnumerable<(JsonElement Value, int Count)> Counts(QdrantCollection collection, FieldPath path, Filter? filter)
    {
        if (!collection.Indexes.TryGetValue(path, out var index) || !index.IsCounted)
        {
            throw QdrantError.WrongInput(
                $"No appropriate index for faceting: `{path}`. Please create one to facet on this field. " +
                "Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support Match conditions");
        }

        return collection.Where(collection.Ordered, filter)
            .SelectMany(p => index.Values(p.Payload).DistinctBy(v => v.ToString()))
            .GroupBy(v => v.ToString())
            .Select(g => (g.First(), g.Count()));
    }

    private static readonly Comparer<JsonElement> Values = Comparer<JsonElement>.Create((a, b) =>
        a.ValueKind == JsonValueKind.Number ? a.GetInt64().CompareTo(b.GetInt64()) : string.CompareOrdinal(a.ToString(), b.ToString()));

    private static void Write(Utf8JsonWriter writer, List<(JsonElement Value, int Count)> counts)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("hits");
        foreach (var (value, count) in counts)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("value");
            value.WriteTo(writer);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
