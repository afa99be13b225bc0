using System.Globalization;
using System.Text.Json;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Reads a payload as a record.</summary>
internal static class PayloadReader
{
    /// <summary>The record, still without its id; <see langword="null"/> where there is no payload.</summary>
    public static VectorRecord? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A payload is an object.");
        var text = string.Empty;
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        List<(string Field, long Ticks)>? fine = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null) continue;
            if (key == PayloadKeys.Content) text = StoredText.Read(reader.GetString()!);
            else if (Is(key, PayloadKeys.TextPrefix, out var field)) fields[field] = ReadTexts(ref reader);
            else if (Is(key, PayloadKeys.ExactPrefix, out field)) fields[field] = ReadNumber(ref reader);
            else if (Is(key, PayloadKeys.FlagPrefix, out field)) fields[field] = reader.GetBoolean();
            else if (Is(key, PayloadKeys.TimePrefix, out field)) fields[field] = TimeOrder.Read(reader.GetString()!);
            else if (Is(key, PayloadKeys.FinePrefix, out field)) (fine ??= []).Add((field, reader.GetInt64()));
            else reader.Skip();
        }

        foreach (var (field, ticks) in fine ?? [])
        {
            if (fields.TryGetValue(field, out var value) && value.Kind == FieldKind.Time) fields[field] = value.AsTime().AddTicks(ticks);
        }

        return new(Guid.Empty, text, fields);
    }

    private static bool Is(string key, string prefix, out string field)
    {
        var isIt = key.StartsWith(prefix, StringComparison.Ordinal);
        field = isIt ? PayloadKeys.Field(key, prefix) : string.Empty;
        return isIt;
    }

    private static FieldValue ReadTexts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return StoredText.Read(reader.GetString()!);
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) texts.Add(StoredText.Read(reader.GetString()!));
        return FieldValue.Many(texts);
    }

    // Not in one expression, which would make a double of the integer.
    private static FieldValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.GetInt64();
        return double.Parse(reader.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
