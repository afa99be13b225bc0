using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Payloads;

/// <summary>What of a payload is in an answer.</summary>
internal sealed class PayloadSelector
{
    private static readonly PayloadSelector Everything = new() { HasPayload = true };
    private static readonly PayloadSelector Nothing = new();

    private IReadOnlyList<FieldPath>? _include;
    private IReadOnlyList<FieldPath>? _exclude;

    /// <summary>Whether there is a payload in it at all.</summary>
    public bool HasPayload { get; private init; }

    public static PayloadSelector Parse(JsonElement? value, bool otherwise) => value switch
    {
        null => otherwise ? Everything : Nothing,
        { ValueKind: JsonValueKind.Array } list => Only(list),
        { ValueKind: JsonValueKind.Object } choice => Choice(choice),
        { } flag => flag.Flag() ? Everything : Nothing,
    };

    public void Write(Utf8JsonWriter writer, JsonElement payload)
    {
        if (_include is null && _exclude is null) payload.WriteTo(writer);
        else WriteMap(writer, payload, []);
    }

    private static PayloadSelector Choice(JsonElement choice)
    {
        var members = choice.EnumerateObject().ToList();
        if (members is not [{ Name: "include" or "exclude" } member]) throw QdrantError.Format("data did not match any variant of untagged enum WithPayloadInterface");
        return member.Name == "include" ? Only(member.Value) : new() { HasPayload = true, _exclude = Paths(member.Value) };
    }

    private static PayloadSelector Only(JsonElement list) => new() { HasPayload = true, _include = Paths(list) };

    private static List<FieldPath> Paths(JsonElement list) => [.. list.Items().Select(p => FieldPath.Parse(p.Text()))];

    private void WriteMap(Utf8JsonWriter writer, JsonElement map, PathStep[] at)
    {
        writer.WriteStartObject();
        foreach (var member in map.EnumerateObject())
        {
            PathStep[] here = [.. at, new(member.Name, null)];
            if (!IsKept(here)) continue;
            writer.WritePropertyName(member.Name);
            WriteValue(writer, member.Value, here);
        }

        writer.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter writer, JsonElement value, PathStep[] at)
    {
        if (value.ValueKind == JsonValueKind.Object) WriteMap(writer, value, at);
        else if (value.ValueKind == JsonValueKind.Array) WriteList(writer, value, [.. at, PathStep.All]);
        else value.WriteTo(writer);
    }

    private void WriteList(Utf8JsonWriter writer, JsonElement list, PathStep[] at)
    {
        writer.WriteStartArray();
        if (IsKept(at)) foreach (var item in list.EnumerateArray()) WriteValue(writer, item, at);
        writer.WriteEndArray();
    }

    // What leads to a wanted value is kept, and what lies below it; what lies below an unwanted one is not.
    private bool IsKept(PathStep[] at) => _include is not null
        ? _include.Any(path => path.Steps.Zip(at).All(pair => pair.First == pair.Second))
        : !_exclude!.Any(path => path.Steps.Count <= at.Length && path.Steps.Zip(at).All(pair => pair.First == pair.Second));
}
