using System.Text.Json;

namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>
/// Compares values with the schemas of an OpenAPI 3.0 document, as far as Qdrant's use them. Stricter than JSON Schema in one thing:
/// a property that no matching schema names is wrong, also where the document does not forbid it.
/// </summary>
internal sealed class SchemaChecker(JsonElement document)
{
    // A schema with none of these lets anything through.
    private static readonly string[] Saying = ["type", "anyOf", "oneOf", "allOf", "enum"];

    /// <summary>What is wrong with a value.</summary>
    public IReadOnlyList<Finding> Check(JsonElement schema, JsonElement value)
    {
        var verdict = Judge(schema, value, Place.Top);
        if (verdict.IsRight) FindUnnamed(value, Place.Top, verdict);
        return verdict.Findings;
    }

    /// <summary>Follows a reference.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (node, name) => node.GetProperty(name));
        }

        return schema;
    }

    private Verdict Judge(JsonElement schema, JsonElement value, Place place)
    {
        var verdict = new Verdict();
        schema = Resolve(schema);
        var isNullable = schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean();
        if (value.ValueKind == JsonValueKind.Null && isNullable) return verdict;
        // A schema that says nothing else stands for null: it is how Qdrant's documents write that a reference may be null.
        if (isNullable && schema.EnumerateObject().All(p => p.Name is "nullable" or "description" or "default"))
        {
            verdict.Add(place, "must be null", isKind: true);
            return verdict;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "allOf":
                    foreach (var branch in keyword.Value.EnumerateArray()) verdict.Add(Judge(branch, value, place));
                    break;
                case "anyOf" or "oneOf":
                    verdict.Add(Any(keyword.Value, value, place));
                    break;
                case "type":
                    Structure(keyword.Value.GetString()!, schema, value, place, verdict);
                    break;
                case "enum":
                    var isListed = keyword.Value.EnumerateArray().Any(e => e.ValueKind == value.ValueKind && e.ToString() == value.ToString());
                    if (!isListed) verdict.Add(place, $"is {value.GetRawText()}, none of {keyword.Value.GetRawText()}");
                    break;
            }
        }

        if (!Saying.Any(name => schema.TryGetProperty(name, out _))) verdict.Open.Add(place.ToString());
        return verdict;
    }

    // What all matching branches name is known; where none matches, the one is told that got deepest into the value.
    private Verdict Any(JsonElement branches, JsonElement value, Place place)
    {
        var verdicts = branches.EnumerateArray().Select(b => Judge(b, value, place)).ToList();
        var verdict = new Verdict();
        foreach (var right in verdicts.Where(v => v.IsRight)) verdict.Know(right);
        if (verdicts.Any(v => v.IsRight)) return verdict;

        var nearest = verdicts.SelectMany(v => v.Findings).MaxBy(f => f.Nearness)!;
        verdict.Findings.Add(nearest.IsTold ? nearest : nearest with { What = $"{nearest.What} (none of {verdicts.Count} alternatives fits at '{place}')", IsTold = true });
        return verdict;
    }

    private void Structure(string type, JsonElement schema, JsonElement value, Place place, Verdict verdict)
    {
        if (!ScalarChecks.IsOf(type, value))
        {
            verdict.Add(place, $"is {value.ValueKind}, not {type}", isKind: true);
            return;
        }

        if (type == "object") Members(schema, value, place, verdict);
        else if (type == "array") Items(schema, value, place, verdict);
        else if (ScalarChecks.Wrong(schema, value) is { } wrong) verdict.Add(place, wrong);
    }

    private void Members(JsonElement schema, JsonElement value, Place place, Verdict verdict)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _))) verdict.Add(place, $"has no '{name}'");
        }

        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        if ((!hasProperties && !hasOthers) || others.ValueKind == JsonValueKind.True) verdict.Open.Add(place.ToString());
        foreach (var member in value.EnumerateObject())
        {
            var inner = place.Of(member.Name);
            if (hasProperties && properties.TryGetProperty(member.Name, out var known)) verdict.Add(Judge(known, member.Value, inner));
            else if (others.ValueKind == JsonValueKind.Object) verdict.Add(Judge(others, member.Value, inner));
            else if (others.ValueKind == JsonValueKind.False) { verdict.Add(inner, "is a property that is not allowed"); continue; }
            else continue;
            verdict.Named.Add(inner.ToString());
        }
    }

    private void Items(JsonElement schema, JsonElement value, Place place, Verdict verdict)
    {
        if (ScalarChecks.WrongCount(schema, value) is { } wrong) verdict.Add(place, wrong);
        if (!schema.TryGetProperty("items", out var items)) return;
        items = Resolve(items);
        var index = 0;
        if (items.TryGetProperty("type", out var type) && type.ValueEquals("number") && !items.TryGetProperty("nullable", out _))
        {
            // Vectors: the longest lists there are.
            foreach (var item in value.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Number) { verdict.Add(place.Of(index), $"is {item.ValueKind}, not number", isKind: true); return; }
                index++;
            }

            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            verdict.Add(Judge(items, item, place.Of(index++)));
            if (!verdict.IsRight) return;
        }
    }

    private static void FindUnnamed(JsonElement value, Place place, Verdict verdict)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || verdict.Open.Contains(place.ToString())) return;
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array) FindUnnamed(item, place.Of(index), verdict);
                index++;
            }

            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            var inner = place.Of(member.Name);
            if (!verdict.Named.Contains(inner.ToString())) verdict.Add(inner, "is a property that no schema names");
            else FindUnnamed(member.Value, inner, verdict);
        }
    }
}
