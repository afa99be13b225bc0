using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>Reads what a request's JSON holds; what is not of the kind asked for fails the call.</summary>
internal static class Fields
{
    extension(JsonElement json)
    {
        public bool Has(string name) => json.Optional(name) is not null;

        /// <summary>A property's value; <see langword="null"/> when it is missing or null.</summary>
        public JsonElement? Optional(string name)
        {
            if (json.ValueKind != JsonValueKind.Object) throw QdrantError.Format($"invalid type: {json.ValueKind}, expected a map");
            return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }

        public JsonElement Required(string name) => json.Optional(name) ?? throw QdrantError.Format($"missing field `{name}`");

        /// <summary>A property's value by any of its names.</summary>
        public JsonElement? Either(string name, string alias) => json.Optional(name) ?? json.Optional(alias);

        public string Text() => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Wrong(json, "a string");

        public bool Flag() => json.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(json, "a boolean"),
        };

        public double Number() => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : throw Wrong(json, "f64");

        public long Integer() => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var value) ? value : throw Wrong(json, "i64");

        public IEnumerable<JsonElement> Items() => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw Wrong(json, "a sequence");

        public IEnumerable<JsonProperty> Members() => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : throw Wrong(json, "a map");

        /// <summary>An unsigned number that has a least value.</summary>
        public int? Count(string name, int least)
        {
            if (json.Optional(name) is not { } value) return null;
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetUInt64(out var count)) throw Wrong(value, "usize");
            if (count < (ulong)least) throw QdrantError.Invalid($"{name}: value {count} invalid, must be {least} or larger");
            return (int)Math.Min(count, int.MaxValue);
        }

        /// <summary>One of some words.</summary>
        public string OneOf(params ReadOnlySpan<string> words) => json.Text() is var text && words.Contains(text)
            ? text
            : throw QdrantError.Format($"unknown variant `{text}`, expected one of {string.Join(", ", words.ToArray().Select(w => $"`{w}`"))}");
    }

    private static QdrantError Wrong(JsonElement json, string expected) => QdrantError.Format($"invalid type: {json.ValueKind}, expected {expected}");
}
