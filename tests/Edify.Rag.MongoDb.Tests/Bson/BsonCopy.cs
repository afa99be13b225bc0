using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

/// <summary>Reads each value of a document and writes it anew; only what the writer does not know is passed on as it is.</summary>
internal static class BsonCopy
{
    public static byte[] Of(ReadOnlySpan<byte> document)
    {
        using var writer = new BsonWriter();
        Append(writer, document);
        return writer.Written.ToArray();
    }

    public static void Append(BsonWriter writer, ReadOnlySpan<byte> document)
    {
        writer.Start();
        Copy(new BsonReader(document), writer, isArray: false);
    }

    private static void Copy(BsonReader reader, BsonWriter writer, bool isArray)
    {
        while (reader.Read())
        {
            // A name goes through a string, which shows whether it is one.
            var text = System.Text.Encoding.UTF8.GetBytes(reader.GetName());
            ReadOnlySpan<byte> name = isArray ? default : text;
            switch (reader.Type)
            {
                case BsonType.Double: writer.Double(name, reader.GetDouble()); break;
                case BsonType.String: writer.String(name, reader.GetString()); break;
                case BsonType.Int32: writer.Int32(name, reader.GetInt32()); break;
                case BsonType.Int64: writer.Int64(name, reader.GetInt64()); break;
                case BsonType.Boolean: writer.Boolean(name, reader.GetBoolean()); break;
                case BsonType.DateTime: writer.DateTime(name, reader.GetDateTime()); break;
                case BsonType.Null: writer.Null(name); break;
                case BsonType.MinKey: writer.MinKey(name); break;
                case BsonType.MaxKey: writer.MaxKey(name); break;
                case BsonType.ObjectId: writer.ObjectId(name, reader.GetObjectId()); break;
                case BsonType.Timestamp: writer.Timestamp(name, reader.GetTimestamp()); break;
                case BsonType.Decimal128: writer.Decimal128(name, reader.GetDecimal128()); break;
                case BsonType.Regex: writer.Regex(name, reader.GetRegex()); break;
                case BsonType.Code: writer.Code(name, reader.GetString()); break;
                case BsonType.Binary:
                    var binary = reader.GetBinary();
                    writer.Binary(name, binary.Subtype, binary.Bytes);
                    break;
                case BsonType.Document:
                    writer.StartDocument(name);
                    Copy(reader.GetDocument(), writer, isArray: false);
                    break;
                case BsonType.Array:
                    writer.StartArray(name);
                    Copy(reader.GetDocument(), writer, isArray: true);
                    break;
                case BsonType.CodeWithScope:
                    var code = reader.GetCodeWithScope(out var scope);
                    writer.CodeWithScope(name, code, Of(scope.Bytes));
                    break;
                case BsonType.Symbol:
                    _ = reader.GetString();
                    writer.Raw(name, BsonType.Symbol, reader.Value);
                    break;
                case BsonType.DbPointer:
                    _ = reader.GetDbPointer(out _);
                    writer.Raw(name, BsonType.DbPointer, reader.Value);
                    break;
                default: writer.Raw(name, reader.Type, reader.Value); break;
            }
        }

        writer.End();
    }
}
