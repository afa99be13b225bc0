using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Vectors.Records;

/// <summary>Values of fields as BSON, of the type that anybody would expect.</summary>
/// <remarks>
/// Integers are always 64 bits wide and numbers doubles, so a kind comes back as it was; MongoDB compares the two by value. Several
/// texts are an array. MongoDB's dates end at the millisecond: a time between two of them is <c>{ t: the one before, n: ticks
/// after it }</c>, which sorts as it should. A field without a value is not stored.
/// </remarks>
internal static class FieldValues
{
    private const long TicksPerMillisecond = TimeSpan.TicksPerMillisecond;

    private static readonly long EarliestDate = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestDate = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static void Write(BsonWriter writer, ReadOnlySpan<byte> name, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Integer:
                writer.Int64(name, value.AsInteger());
                break;
            case FieldKind.Number:
                writer.Double(name, value.AsNumber());
                break;
            case FieldKind.Boolean:
                writer.Boolean(name, value.AsBoolean());
                break;
            case FieldKind.Time:
                WriteTime(writer, name, value.AsTime());
                break;
            case FieldKind.Texts:
                writer.StartArray(name);
                foreach (var item in value.Items!) writer.Item(StoredText.Of(item));
                writer.End();
                break;
            default:
                writer.String(name, StoredText.Of(value.AsText()));
                break;
        }
    }

    /// <summary>The milliseconds since 1970 at or before a time, and the ticks after them.</summary>
    public static (long Milliseconds, int Ticks) Split(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var rest = ((ticks % TicksPerMillisecond) + TicksPerMillisecond) % TicksPerMillisecond;
        return ((ticks - rest) / TicksPerMillisecond, (int)rest);
    }

    /// <summary>A time between milliseconds, or a bound of such times.</summary>
    public static void WriteSplit(BsonWriter writer, ReadOnlySpan<byte> name, (long Milliseconds, int Ticks) time)
    {
        writer.StartDocument(name);
        writer.DateTime("t"u8, time.Milliseconds);
        writer.Int32("n"u8, time.Ticks);
        writer.End();
    }

    /// <summary>Reads the value that a reader stands at; <see langword="null"/> for one that no field of ours can have.</summary>
    public static FieldValue? Read(BsonReader reader)
    {
        switch (reader.Type)
        {
            case BsonType.String: return StoredText.Read(reader.GetString());
            case BsonType.Int64 or BsonType.Int32: return reader.ToInt64();
            case BsonType.Double when !double.IsNaN(reader.GetDouble()): return reader.GetDouble();
            case BsonType.Boolean: return reader.GetBoolean();
            case BsonType.DateTime: return TimeOf(reader.GetDateTime(), 0);
            case BsonType.Document: return ReadSplit(reader.GetDocument());
            case BsonType.Array:
                var items = new List<string>();
                var array = reader.GetDocument();
                while (array.Read())
                {
                    if (array.Type is BsonType.String) items.Add(StoredText.Read(array.GetString()));
                }

                return FieldValue.Many(items);
            default: return null;
        }
    }

    private static void WriteTime(BsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        var split = Split(time);
        if (split.Ticks == 0) writer.DateTime(name, split.Milliseconds);
        else WriteSplit(writer, name, split);
    }

    private static FieldValue? ReadSplit(BsonReader reader)
    {
        if (!reader.Find("t"u8) || reader.Type is not BsonType.DateTime) return null;
        var milliseconds = reader.GetDateTime();
        return reader.Find("n"u8) ? TimeOf(milliseconds, reader.ToInt64()) : default(FieldValue?);
    }

    private static FieldValue TimeOf(long milliseconds, long ticks) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, EarliestDate, LatestDate)).AddTicks(Math.Clamp(ticks, 0, TicksPerMillisecond - 1));
}
