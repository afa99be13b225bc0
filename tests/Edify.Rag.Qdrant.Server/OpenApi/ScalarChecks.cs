using System.Globalization;
using System.Text.Json;

namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>What schemas say about single values, and about how many there are.</summary>
internal static class ScalarChecks
{
    public static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out _) || value.TryGetUInt64(out _)),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException($"Schemas of type '{type}' are not known."),
    };

    /// <summary>What is wrong with a value of the right type; <see langword="null"/> when nothing is.</summary>
    public static string? Wrong(JsonElement schema, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (Bound(schema, "minimum") is { } least && value.GetDouble() < least) return $"is {value}, less than {least}";
            if (Bound(schema, "maximum") is { } most && value.GetDouble() > most) return $"is {value}, more than {most}";
        }

        if (value.ValueKind == JsonValueKind.String && Bound(schema, "minLength") is { } length && value.GetString()!.Length < length) return $"is shorter than {length}";
        return schema.TryGetProperty("format", out var format) && !HasFormat(format.GetString()!, value) ? $"is {value.GetRawText()}, not of the format {format}" : null;
    }

    public static string? WrongCount(JsonElement schema, JsonElement list)
    {
        if (Bound(schema, "minItems") is { } least && list.GetArrayLength() < least) return $"has fewer than {least} items";
        if (Bound(schema, "maxItems") is { } most && list.GetArrayLength() > most) return $"has more than {most} items";
        return schema.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean() && list.EnumerateArray().GroupBy(i => i.GetRawText()).Any(g => g.Count() > 1)
            ? "has an item twice"
            : null;
    }

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        "uint" or "uint64" => value.TryGetUInt64(out _),
        "uint32" => value.TryGetUInt32(out _),
        "uint8" => value.TryGetByte(out _),
        "int64" => value.TryGetInt64(out _),
        "uuid" => Guid.TryParse(value.GetString(), out _),
        "date-time" => DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "partial-date-time" => DateTime.TryParseExact(value.GetString(), "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "float" or "double" => double.IsFinite(value.GetDouble()),
        _ => true,
    };

    private static double? Bound(JsonElement schema, string name) => schema.TryGetProperty(name, out var bound) ? bound.GetDouble() : null;
}
