using System.Globalization;
using System.Text.Json;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Writes fields as keys of a payload.</summary>
internal static class FieldJson
{
    /// <summary>Writes the keys of a field of a record; none for a field without a value.</summary>
    public static void Write(Utf8JsonWriter json, string field, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Texts:
                if (value.Items!.Count > 0) WriteTexts(json, field, value.Items);
                break;
            case FieldKind.Integer:
                WriteOrdered(json, PayloadKeys.Number(field), field, NumberOrder.Of(value));
                json.WriteNumber(PayloadKeys.Exact(field), value.AsInteger());
                break;
            case FieldKind.Number:
                WriteOrdered(json, PayloadKeys.Number(field), field, NumberOrder.Of(value));
                json.WriteString(PayloadKeys.Exact(field), value.AsNumber().ToString("R", CultureInfo.InvariantCulture));
                break;
            case FieldKind.Boolean:
                json.WriteBoolean(PayloadKeys.Flag(field), value.AsBoolean());
                break;
            case FieldKind.Time:
                WriteOrdered(json, PayloadKeys.Time(field), field, TimeOrder.Of(value.AsTime()));
                break;
            default:
                WriteText(json, field, value.AsText());
                break;
        }
    }

    /// <summary>
    /// Writes a field that takes the place of whatever the field was: the keys that it does not use are null, which removes them
    /// where they are.
    /// </summary>
    public static void WriteChange(Utf8JsonWriter json, string field, FieldValue value)
    {
        var kind = value.Items is { Count: 0 } ? (FieldKind?)null : value.Kind;
        if (kind is not (FieldKind.Text or FieldKind.Texts)) Clear(json, PayloadKeys.Text(field), PayloadKeys.Order(field));
        if (kind is not (FieldKind.Integer or FieldKind.Number)) Clear(json, PayloadKeys.Number(field), PayloadKeys.Exact(field));
        if (kind is not FieldKind.Boolean) Clear(json, PayloadKeys.Flag(field));
        if (kind is not FieldKind.Time) Clear(json, PayloadKeys.Time(field));
        if (FineOf(value) == 0) Clear(json, PayloadKeys.Fine(field));
        Write(json, field, value);
    }

    private static long FineOf(FieldValue value) => value.Kind switch
    {
        FieldKind.Integer or FieldKind.Number => NumberOrder.Of(value).Fine,
        FieldKind.Time => TimeOrder.Of(value.AsTime()).Fine,
        _ => 0,
    };

    private static void Clear(Utf8JsonWriter json, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) json.WriteNull(key);
    }

    private static void WriteOrdered(Utf8JsonWriter json, string key, string field, OrderedValue value)
    {
        json.WritePropertyName(key);
        json.WriteRawValue(value.High, skipInputValidation: true);
        if (value.Fine != 0) json.WriteNumber(PayloadKeys.Fine(field), value.Fine);
    }

    private static void WriteText(Utf8JsonWriter json, string field, string text)
    {
        json.WriteString(PayloadKeys.Text(field), StoredText.Of(text));
        json.WriteStartArray(PayloadKeys.Order(field));
        WriteOrder(json, text);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string field, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(PayloadKeys.Text(field));
        foreach (var text in texts) json.WriteStringValue(StoredText.Of(text));
        json.WriteEndArray();
        json.WriteStartArray(PayloadKeys.Order(field));
        foreach (var text in texts) WriteOrder(json, text);
        json.WriteEndArray();
    }

    private static void WriteOrder(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        var parts = TextOrder.Parts(text);
        for (var i = 0; i < parts.Length; i++) json.WriteNumber(TextOrder.Name(i), parts[i]);
        json.WriteEndObject();
    }
}
