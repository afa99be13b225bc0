using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Postgres.Vectors.Records;

/// <summary>Fields as JSON: an array for each, so that a field with one value and one with several answer to the same conditions.</summary>
/// <remarks>
/// <c>{"subject": ["maths"], "grade": [7], "weight": [7.0], "public": [true], "updated": [{"t": 638…}], "roles": ["a", "b", null]}</c>.
/// A number that is no integer has a point; JSONB keeps it. A time is an object with its ticks in UTC. An array that ends in
/// null holds several texts, and may hold one. A field without a value is not stored.
/// </remarks>
internal static class FieldJson
{
    /// <summary>The one member of a time.</summary>
    public const string Ticks = "t";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(IBufferWriter<byte> target, IEnumerable<KeyValuePair<string, FieldValue>> fields)
    {
        using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            if (value.Items is { Count: 0 }) continue;
            json.WriteStartArray(StoredText.Of(name));
            if (value.Items is not { } items)
            {
                WriteSingle(json, value);
            }
            else
            {
                foreach (var item in items) json.WriteStringValue(StoredText.Of(item));
                json.WriteNullValue();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The fields as a parameter of a statement.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, FieldValue>> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, fields);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>One value as it stands in its array.</summary>
    public static string Of(FieldValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) WriteSingle(json, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Dictionary<string, FieldValue> Read(ReadOnlySpan<byte> json)
    {
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = StoredText.Read(reader.GetString()!);
            reader.Read();
            fields[name] = ReadArray(ref reader);
        }

        return fields;
    }

    private static void WriteSingle(Utf8JsonWriter json, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Integer:
                json.WriteNumberValue(value.AsInteger());
                break;
            case FieldKind.Number:
                json.WriteRawValue(Number(value.AsNumber()), skipInputValidation: true);
                break;
            case FieldKind.Boolean:
                json.WriteBooleanValue(value.AsBoolean());
                break;
            case FieldKind.Time:
                json.WriteStartObject();
                json.WriteNumber(Ticks, value.AsTime().UtcTicks);
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(StoredText.Of(value.AsText()));
                break;
        }
    }

    // JSONB compares numbers by their decimal value, as FieldValue does: so integers must be exact, and what lies between two
    // integers must stay there, which the shortest decimal does. Infinity is beyond every double.
    private static string Number(double number) => number switch
    {
        double.PositiveInfinity => "1e400",
        double.NegativeInfinity => "-1e400",
        >= -9223372036854775808.0 and < 9223372036854775808.0 when Math.Floor(number) == number =>
            string.Create(CultureInfo.InvariantCulture, $"{(long)number}.0"),
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static FieldValue ReadArray(ref Utf8JsonReader reader)
    {
        FieldValue first = default;
        List<string>? items = null;
        for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                items ??= [first.AsText()];
                continue;
            }

            var value = ReadSingle(ref reader);
            if (count == 0) first = value;
            else (items ??= [first.AsText()]).Add(value.AsText());
        }

        return items is null ? first : FieldValue.Many(items);
    }

    private static FieldValue ReadSingle(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.Number:
                if (!reader.ValueSpan.Contains((byte)'.') && reader.TryGetInt64(out var integer)) return integer;
                return double.Parse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
            case JsonTokenType.StartObject:
                reader.Read();
                reader.Read();
                var ticks = reader.GetInt64();
                reader.Read();
                return new DateTimeOffset(ticks, TimeSpan.Zero);
            default:
                return StoredText.Read(reader.GetString()!);
        }
    }
}
