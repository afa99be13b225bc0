using Edify.Rag.Vectors.Embedded.Encoding;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>How changes stand in the journal. Each names the ids it is about, so that replaying one twice changes nothing.</summary>
internal static class JournalEntry
{
    /// <summary>How many ids stand in one entry at most.</summary>
    public const int MaxIds = 100_000;

    private enum Kind : byte
    {
        Upsert = 1,
        Delete = 2,
        Update = 3,
    }

    public static void Upsert(ByteWriter entry, VectorRecord record, ReadOnlySpan<float> vector)
    {
        Begin(entry, Kind.Upsert);
        entry.Id(record.Id);
        entry.Text(record.Text);
        entry.Fields(record.Fields);
        entry.Floats(vector);
    }

    public static void Delete(ByteWriter entry, IReadOnlyCollection<Guid> ids)
    {
        Begin(entry, Kind.Delete);
        WriteIds(entry, ids);
    }

    public static void Update(ByteWriter entry, IReadOnlyCollection<Guid> ids, IReadOnlyDictionary<string, FieldValue> fields)
    {
        Begin(entry, Kind.Update);
        WriteIds(entry, ids);
        entry.Fields(fields);
    }

    /// <summary>Makes the change that an entry tells of.</summary>
    public static void Apply(ReadOnlySpan<byte> entry, CollectionState state)
    {
        var reader = new ByteReader(entry);
        switch ((Kind)reader.Byte())
        {
            case Kind.Upsert:
                var record = new VectorRecord(reader.Id(), reader.Text(), reader.Fields());
                state.Upsert(record, reader.Floats(state.Description.Dimension));
                break;
            case Kind.Delete:
                state.Delete(ReadIds(ref reader));
                break;
            case Kind.Update:
                state.Update(ReadIds(ref reader), reader.Fields());
                break;
            default:
                throw new InvalidDataException("The journal was written by a newer version of this library.");
        }
    }

    private static void Begin(ByteWriter entry, Kind kind)
    {
        entry.Clear();
        entry.Byte((byte)kind);
    }

    private static void WriteIds(ByteWriter entry, IReadOnlyCollection<Guid> ids)
    {
        entry.Count(ids.Count);
        foreach (var id in ids) entry.Id(id);
    }

    private static Guid[] ReadIds(ref ByteReader reader)
    {
        var ids = new Guid[reader.Count()];
        for (var i = 0; i < ids.Length; i++) ids[i] = reader.Id();
        return ids;
    }
}
