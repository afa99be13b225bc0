using System.Text.Json;
using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>Reads what the server has found.</summary>
internal static class SearchAnswer
{
    /// <summary>The points of one search.</summary>
    public static List<StoredPoint> One(ReadOnlyMemory<byte> body)
    {
        var reader = Begin(body);
        PointReader.Expect(ref reader, JsonTokenType.StartObject);
        PointReader.MoveTo(ref reader, "points"u8);
        return PointReader.ReadArray(ref reader);
    }

    /// <summary>The points of each of so many searches.</summary>
    public static List<List<StoredPoint>> Several(ReadOnlyMemory<byte> body, int searches)
    {
        var reader = Begin(body);
        PointReader.Expect(ref reader, JsonTokenType.StartArray);
        var answers = new List<List<StoredPoint>>(3);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            PointReader.MoveTo(ref reader, "points"u8);
            answers.Add(PointReader.ReadArray(ref reader));
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) reader.Skip();
        }

        return answers.Count == searches ? answers : throw new JsonException("There are not as many answers as there were searches.");
    }

    /// <summary>The points that were asked for by id.</summary>
    public static List<StoredPoint> Points(ReadOnlyMemory<byte> body)
    {
        var reader = Begin(body);
        return PointReader.ReadArray(ref reader);
    }

    // Stands before the result, which is not the first member where the server counts what a request uses.
    private static Utf8JsonReader Begin(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        PointReader.Expect(ref reader, JsonTokenType.StartObject);
        PointReader.MoveTo(ref reader, "result"u8);
        return reader;
    }
}
