using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edify.Rag.Qdrant.Server.Payloads;

/// <summary>Changes a payload.</summary>
internal static class PayloadEdit
{
    /// <summary>Sets values by name, at the payload's top or where a way leads; null takes a value away.</summary>
    public static JsonElement Set(JsonElement payload, JsonElement values, FieldPath? at)
    {
        JsonNode? top = JsonObject.Create(payload);
        Put(ref top, at?.Steps ?? [], 0, values);
        return Frozen(top!);
    }

    /// <summary>Takes away what some ways lead to.</summary>
    public static JsonElement Remove(JsonElement payload, IEnumerable<FieldPath> paths)
    {
        var top = JsonObject.Create(payload)!;
        foreach (var path in paths) Take(top, path.Steps, 0);
        return Frozen(top);
    }

    // What is in the way and of another kind gives way to what the step needs.
    private static void Put(ref JsonNode? place, IReadOnlyList<PathStep> steps, int at, JsonElement values)
    {
        if (at == steps.Count || steps[at].Name is not null)
        {
            if (place is not JsonObject map) place = map = new JsonObject();
            if (at == steps.Count) Merge(map, values);
            else Put(map, steps[at].Name!, steps, at, values);
            return;
        }

        if (place is not JsonArray list) { place = new JsonArray(); return; }
        var only = steps[at].Index;
        for (var i = 0; i < list.Count; i++)
        {
            if (only is not null && only != i) continue;
            var item = list[i];
            Put(ref item, steps, at + 1, values);
            if (!ReferenceEquals(item, list[i])) list[i] = item;
        }
    }

    private static void Put(JsonObject map, string name, IReadOnlyList<PathStep> steps, int at, JsonElement values)
    {
        var inner = map[name];
        Put(ref inner, steps, at + 1, values);
        if (!ReferenceEquals(inner, map[name])) map[name] = inner;
    }

    private static void Merge(JsonObject map, JsonElement values)
    {
        foreach (var value in values.EnumerateObject())
        {
            if (value.Value.ValueKind == JsonValueKind.Null) map.Remove(value.Name);
            else map[value.Name] = JsonNode.Parse(value.Value.GetRawText());
        }
    }

    private static void Take(JsonNode? place, IReadOnlyList<PathStep> steps, int at)
    {
        var (step, isLast) = (steps[at], at == steps.Count - 1);
        switch (place)
        {
            case JsonObject map when step.Name is { } name:
                if (isLast) map.Remove(name);
                else Take(map[name], steps, at + 1);
                break;
            case JsonArray list when step.Index is { } index:
                if (index >= list.Count) break;
                if (isLast) list.RemoveAt(index);
                else Take(list[index], steps, at + 1);
                break;
            case JsonArray list when step == PathStep.All:
                if (isLast) list.Clear();
                else foreach (var item in list) Take(item, steps, at + 1);
                break;
        }
    }

    private static JsonElement Frozen(JsonNode payload) => JsonElement.Parse(payload.ToJsonString());
}
