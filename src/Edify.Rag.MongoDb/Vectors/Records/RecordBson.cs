using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Collections;

namespace Edify.Rag.MongoDb.Vectors.Records;

/// <summary>Records as documents of the embeddings collection, and back.</summary>
internal static class RecordBson
{
    /// <summary>Writes the elements of a record's document.</summary>
    public static void Write(BsonWriter writer, CollectionEntry entry, VectorRecord record, ReadOnlySpan<float> vector)
    {
        writer.Uuid("_id"u8, record.Id);
        foreach (var (field, value) in record.Fields)
        {
            if (FieldPath.Apart(field) is { } apart && value.Items is not { Count: 0 }) FieldValues.Write(writer, BsonBuilding.Utf8(apart), value);
        }

        writer.String("content"u8, StoredText.Of(record.Text));
        WriteVector(writer, "embedding"u8, entry.Format, vector);
        writer.String("embedding_model"u8, entry.Embedder);
        writer.StartDocument("metadata"u8);
        foreach (var (field, value) in record.Fields)
        {
            if (FieldPath.Apart(field) is null && value.Items is not { Count: 0 }) FieldValues.Write(writer, BsonBuilding.Utf8(FieldPath.Encode(field)), value);
        }

        writer.End();
        writer.String("status"u8, "ready"u8);
    }

    public static void WriteVector(BsonWriter writer, ReadOnlySpan<byte> name, MongoDbVectorFormat format, ReadOnlySpan<float> vector)
    {
        if (format == MongoDbVectorFormat.Binary)
        {
            writer.Vector(name, vector);
            return;
        }

        writer.StartArray(name);
        foreach (var component in vector) writer.Double(BsonWriter.Item, component);
        writer.End();
    }

    /// <summary>Writes what a query is to give of each document.</summary>
    public static void WriteProjection(BsonWriter writer, bool includeVectors)
    {
        writer.Int32("document_id"u8, 1);
        writer.Int32("chunk_index"u8, 1);
        writer.Int32("content"u8, 1);
        writer.Int32("metadata"u8, 1);
        if (includeVectors) writer.Int32("embedding"u8, 1);
    }

    public static VectorRecord Read(BsonReader reader)
    {
        var (id, text, vector) = (Guid.Empty, string.Empty, Array.Empty<float>());
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (reader.NameIs("_id"u8)) id = ReadId(reader);
            else if (reader.NameIs("content"u8)) text = StoredText.Read(reader.GetString());
            else if (reader.NameIs("document_id"u8)) Add(fields, RagFields.Document, FieldValues.Read(reader));
            else if (reader.NameIs("chunk_index"u8)) Add(fields, RagFields.Ordinal, FieldValues.Read(reader));
            else if (reader.NameIs("embedding"u8)) vector = ReadVector(reader);
            else if (reader.NameIs("metadata"u8))
            {
                var metadata = reader.GetDocument();
                while (metadata.Read()) Add(fields, FieldPath.Decode(metadata.GetName()), FieldValues.Read(metadata));
            }
        }

        return new(id, text, fields) { Vector = vector };
    }

    public static Guid ReadId(BsonReader reader) =>
        reader.GetBinary() is { Bytes.Length: 16 } id ? new(id.Bytes, bigEndian: true) : throw new BsonFormatException("The id of a record is no UUID.");

    private static void Add(Dictionary<string, FieldValue> fields, string name, FieldValue? value)
    {
        if (value is { } known) fields[name] = known;
    }

    private static float[] ReadVector(BsonReader reader)
    {
        if (reader.Type is BsonType.Binary)
        {
            var stored = BsonVector.Of(reader.GetBinary());
            var floats = new float[stored.Count];
            stored.CopyTo(floats);
            return floats;
        }

        var components = new List<float>();
        var array = reader.GetDocument();
        while (array.Read()) components.Add((float)array.ToDouble());
        return [.. components];
    }
}
