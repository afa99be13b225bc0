using System.Text.Json;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>Compares what is sent with what an operation takes.</summary>
internal static class RequestChecks
{
    public static IEnumerable<string> Parameters(SchemaChecker schemas, JsonElement operation, Dictionary<string, string> path, string query)
    {
        var known = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];
        foreach (var (place, name, value) in path.Select(p => ("path", p.Key, p.Value)).Concat(Sent(query)))
        {
            var parameter = known.Find(k => k.GetProperty("in").ValueEquals(place) && k.GetProperty("name").ValueEquals(name));
            if (parameter.ValueKind == JsonValueKind.Undefined)
            {
                yield return $"the {place} parameter '{name}' is not known";
                continue;
            }

            var readings = Readings(value).Select(v => schemas.Check(parameter.GetProperty("schema"), v)).ToList();
            if (readings.TrueForAll(r => r.Count > 0)) yield return $"the {place} parameter '{name}': {readings[0][0]}";
        }
    }

    public static IEnumerable<string> Body(SchemaChecker schemas, JsonElement operation, QdrantExchange exchange)
    {
        // A snapshot is sent as a form, and not looked into; and where none is taken, the official client sends an empty body.
        if (!operation.TryGetProperty("requestBody", out var body) || !body.GetProperty("content").TryGetProperty("application/json", out var content))
        {
            var isEmpty = exchange.RequestBody.IsEmpty || exchange.RequestBody.Span.SequenceEqual("{}"u8);
            return isEmpty || body.ValueKind != JsonValueKind.Undefined ? [] : ["the request has a body, and none is taken"];
        }

        if (exchange.RequestBody.IsEmpty) return ["the request has no body"];
        return schemas.Check(content.GetProperty("schema"), JsonElement.Parse(exchange.RequestBody.Span)).Select(f => $"request: {f}");
    }

    private static IEnumerable<(string Place, string Name, string Value)> Sent(string query) =>
        from part in query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let pair = part.Split('=', 2)
        select ("query", Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));

    // A parameter is text; it may be the text of a number or a flag.
    private static IEnumerable<JsonElement> Readings(string value)
    {
        yield return JsonElement.Parse($"\"{JsonEncodedText.Encode(value)}\"");
        var isNumber = value.Length > 0 && value.All(char.IsAsciiDigit) && (value == "0" || value[0] != '0');
        if (isNumber || value is "true" or "false") yield return JsonElement.Parse(value);
    }
}
