using System.Text;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Server.Values;

/// <summary>Documents from and to BSON.</summary>
internal static class MongoText
{
    public static MongoDocument Read(ReadOnlySpan<byte> bson) => Read(new BsonReader(bson));

    public static byte[] Write(MongoDocument document)
    {
        using var writer = new BsonWriter();
        writer.Start();
        WriteFields(writer, document);
        return writer.Written.ToArray();
    }

    private static MongoDocument Read(BsonReader reader)
    {
        var document = new MongoDocument();
        while (reader.Read()) document[reader.GetName()] = Value(reader);
        return document;
    }

    private static object? Value(BsonReader reader) => reader.Type switch
    {
        BsonType.Null or BsonType.Undefined => null,
        BsonType.Int32 => reader.GetInt32(),
        BsonType.Int64 => reader.GetInt64(),
        BsonType.Double => reader.GetDouble(),
        BsonType.String => reader.GetString(),
        BsonType.Boolean => reader.GetBoolean(),
        BsonType.DateTime => new MongoDate(reader.GetDateTime()),
        BsonType.Document => Read(reader.GetDocument()),
        BsonType.Array => List(reader.GetDocument()),
        _ => new MongoBytes(reader.Type, reader.Value.ToArray()),
    };

    private static List<object?> List(BsonReader reader)
    {
        var list = new List<object?>();
        while (reader.Read()) list.Add(Value(reader));
        return list;
    }

    private static void WriteFields(BsonWriter writer, MongoDocument document)
    {
        foreach (var (name, value) in document.Fields) WriteValue(writer, Encoding.UTF8.GetBytes(name), value);
        writer.End();
    }

    private static void WriteValue(BsonWriter writer, ReadOnlySpan<byte> name, object? value)
    {
        switch (value)
        {
            case null: writer.Null(name); break;
            case int number: writer.Int32(name, number); break;
            case long number: writer.Int64(name, number); break;
            case double number: writer.Double(name, number); break;
            case string text: writer.String(name, text); break;
            case bool flag: writer.Boolean(name, flag); break;
            case MongoDate date: writer.DateTime(name, date.Milliseconds); break;
            case MongoBytes bytes: writer.Raw(name, bytes.Type, bytes.Value); break;
            case MongoDocument document:
                writer.StartDocument(name);
                WriteFields(writer, document);
                break;
            case List<object?> list:
                writer.StartArray(name);
                foreach (var item in list) WriteValue(writer, BsonWriter.Item, item);
                writer.End();
                break;
            default: throw new ArgumentException($"A document holds no {value.GetType().Name}.", nameof(value));
        }
    }
}
