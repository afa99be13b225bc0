using System.Globalization;
using System.Text.Json.Nodes;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

/// <summary>What a reader gives, in canonical Extended JSON (version 2), the form in which the corpus says what is in a document.</summary>
internal static class ExtendedJson
{
    public static JsonObject Of(ReadOnlySpan<byte> document) => Document(new BsonReader(document));

    private static JsonObject Document(BsonReader reader)
    {
        var document = new JsonObject();
        while (reader.Read()) document.Add(reader.GetName(), Value(reader));
        return document;
    }

    private static JsonArray Array(BsonReader reader)
    {
        var array = new JsonArray();
        while (reader.Read()) array.Add(Value(reader));
        return array;
    }

    private static JsonNode? Value(BsonReader reader) => reader.Type switch
    {
        BsonType.Null => null,
        BsonType.String => reader.GetString(),
        BsonType.Boolean => reader.GetBoolean(),
        BsonType.Document => Document(reader.GetDocument()),
        BsonType.Array => Array(reader.GetDocument()),
        BsonType.Int32 => Typed("$numberInt", Number(reader.GetInt32())),
        BsonType.Int64 => Typed("$numberLong", Number(reader.GetInt64())),
        BsonType.Double => Typed("$numberDouble", Double(reader.GetDouble())),
        BsonType.Decimal128 => Typed("$numberDecimal", DecimalText.Of(reader.GetDecimal128())),
        BsonType.DateTime => Typed("$date", Typed("$numberLong", Number(reader.GetDateTime()))),
        BsonType.ObjectId => Typed("$oid", Convert.ToHexStringLower(reader.GetObjectId())),
        BsonType.Symbol => Typed("$symbol", reader.GetString()),
        BsonType.Code => Typed("$code", reader.GetString()),
        BsonType.CodeWithScope => CodeWithScope(reader),
        BsonType.Binary => Binary(reader.GetBinary()),
        BsonType.Regex => Typed("$regularExpression", new JsonObject { ["pattern"] = reader.GetRegex().Pattern, ["options"] = reader.GetRegex().Options }),
        BsonType.Timestamp => Typed("$timestamp", new JsonObject { ["t"] = reader.GetTimestamp().Seconds, ["i"] = reader.GetTimestamp().Increment }),
        BsonType.DbPointer => Pointer(reader),
        BsonType.Undefined => Typed("$undefined", true),
        BsonType.MinKey => Typed("$minKey", 1),
        BsonType.MaxKey => Typed("$maxKey", 1),
        _ => throw new InvalidOperationException($"There is no form for {reader.Type}."),
    };

    private static JsonObject Typed(string name, JsonNode value) => new() { [name] = value };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Double(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static JsonObject Binary(BsonBinary binary) => Typed(
        "$binary", new JsonObject { ["base64"] = Convert.ToBase64String(binary.Bytes), ["subType"] = binary.Subtype.ToString("x2", CultureInfo.InvariantCulture) });

    private static JsonObject CodeWithScope(BsonReader reader)
    {
        var code = reader.GetCodeWithScope(out var scope);
        return new() { ["$code"] = code, ["$scope"] = Document(scope) };
    }

    private static JsonObject Pointer(BsonReader reader)
    {
        var collection = reader.GetDbPointer(out var id);
        return Typed("$dbPointer", new JsonObject { ["$ref"] = collection, ["$id"] = Typed("$oid", Convert.ToHexStringLower(id)) });
    }
}
