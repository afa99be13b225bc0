using System.Text;

namespace Edify.Rag.MongoDb.Vectors.Writing;

/// <summary>How large records are as documents, known before anything is written.</summary>
internal static class RecordSizes
{
    // An element of an array: its type, its number in up to five digits with a zero, and a double.
    private const int ComponentSize = 15;
    private const int FieldSize = 64;
    private const int RecordSize = 1_024;

    /// <summary>Refuses a record that is larger than a document may be; the size is rounded up a little.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static void Check(IEnumerable<VectorRecord> records, int dimension, ServerAbilities server, string parameter)
    {
        foreach (var record in records)
        {
            var size = Of(record, dimension);
            if (size <= server.MaxDocument) continue;
            throw new ArgumentException(
                $"Record {record.Id} takes about {size:N0} bytes with its fields and its vector, and a document of MongoDB has {server.MaxDocument:N0} at most. Chunk it.", parameter);
        }
    }

    private static long Of(VectorRecord record, int dimension)
    {
        var size = RecordSize + ((long)dimension * ComponentSize) + Encoding.UTF8.GetByteCount(record.Text);
        foreach (var (name, value) in record.Fields)
        {
            size += FieldSize + (name.Length * 3);
            if (value.Kind == FieldKind.Text) size += Encoding.UTF8.GetByteCount(value.AsText());
            foreach (var item in value.Items ?? []) size += ComponentSize + Encoding.UTF8.GetByteCount(item);
        }

        return size;
    }
}
