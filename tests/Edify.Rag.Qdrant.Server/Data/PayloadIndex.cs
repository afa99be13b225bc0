using System.Text.Json;
using System.Text.Json.Nodes;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>An index on a payload's field. Where there is one, conditions on the field see only the values of its type.</summary>
internal sealed class PayloadIndex
{
    private static readonly string[] Types = ["keyword", "integer", "float", "geo", "text", "bool", "datetime", "uuid"];

    private PayloadIndex(FieldPath path, string type, JsonObject? settings)
    {
        (Path, Type, Settings) = (path, type, settings);
        Words = type == "text" ? Tokens.Parse(settings) : null;
    }

    public FieldPath Path { get; }

    public string Type { get; }

    public JsonObject? Settings { get; }

    /// <summary>How texts are cut into words; <see langword="null"/> but for text.</summary>
    public Tokens? Words { get; }

    /// <summary>Whether a sorted order of its values is known.</summary>
    public bool IsOrdered => Type is "integer" or "float" or "datetime" && Settings?["range"]?.GetValue<bool>() is not false;

    public bool IsCounted => Type is "keyword" or "integer" or "uuid" or "bool" && Settings?["lookup"]?.GetValue<bool>() is not false;

    public static PayloadIndex Parse(string name, JsonElement? schema, ServerVersion version)
    {
        var path = FieldPath.Parse(name);
        if (schema is not { } given) throw QdrantError.BadRequest($"Unable to infer type for the field '{name}'. Please specify `field_schema`");
        if (given.ValueKind != JsonValueKind.Object) return new(path, given.OneOf(Types), null);
        var type = given.Required("type").OneOf(Types);
        return new(path, type, IndexSettings.Known(given, type, version));
    }

    /// <summary>The values of a payload that the index holds.</summary>
    public IEnumerable<JsonElement> Values(JsonElement payload) => Path.Values(payload)
        .SelectMany(v => v.ValueKind == JsonValueKind.Array ? v.EnumerateArray() : (IEnumerable<JsonElement>)[v])
        .Where(Holds);

    private bool Holds(JsonElement value) => Type switch
    {
        "keyword" or "text" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "float" => value.ValueKind == JsonValueKind.Number,
        "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "datetime" => value.ValueKind == JsonValueKind.String && Moment.TryParse(value.GetString()!, out _),
        "uuid" => value.ValueKind == JsonValueKind.String && PointId.TryUuid(value.GetString()!, out _),
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
