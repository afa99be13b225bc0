using System.Text.Json;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Reads points: their id, and what of score, payload and vector was asked for.</summary>
internal static class PointReader
{
    /// <summary>Reads the array of points that the reader stands before.</summary>
    public static List<StoredPoint> ReadArray(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var points = new List<StoredPoint>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) points.Add(Read(ref reader));
        return points;
    }

    /// <summary>Moves on to the value of a member of the object that the reader stands in, over those before it.</summary>
    public static void MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(member)) return;
            reader.Skip();
        }

        throw new JsonException("A member is missing.");
    }

    public static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token) throw new JsonException("Another kind of value stands here.");
    }

    private static StoredPoint Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A point is an object.");
        var id = default(Guid?);
        var score = 0f;
        VectorRecord? record = null;
        ReadOnlyMemory<float> vector = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8)) id = ReadNext(ref reader).GetGuid();
            else if (reader.ValueTextEquals("score"u8)) score = ReadNext(ref reader).GetSingle();
            else if (reader.ValueTextEquals("payload"u8)) record = PayloadReader.Read(ref reader);
            else if (reader.ValueTextEquals("vector"u8)) vector = ReadVector(ref reader);
            else reader.Skip();
        }

        var found = id ?? throw new JsonException("A point has no id.");
        return new(found, score, record is null ? null : record with { Id = found, Vector = vector });
    }

    private static ref Utf8JsonReader ReadNext(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ref reader;
    }

    // Vectors are named, and one of them is asked for.
    private static ReadOnlyMemory<float> ReadVector(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return default;
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Vectors are named.");
        var numbers = new List<float>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Expect(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType == JsonTokenType.Number) numbers.Add(reader.GetSingle());
        }

        return numbers.ToArray();
    }
}
