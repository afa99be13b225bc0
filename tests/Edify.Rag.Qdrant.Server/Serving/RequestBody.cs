using System.Text.Json;
using System.Text.Unicode;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>Reads a request's body as JSON.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Form = new() { MaxDepth = 128 };

    public static JsonElement Parse(ReadOnlyMemory<byte> bytes, string? contentType)
    {
        if (bytes.IsEmpty) throw QdrantError.Format("EOF while parsing a value at line 1 column 0");
        if (contentType?.Split(';')[0].Trim() is not "application/json") throw new QdrantError(400, "Content type error");
        if (!Utf8.IsValid(bytes.Span)) throw QdrantError.Format("invalid unicode code point");
        try
        {
            var json = JsonDocument.Parse(bytes, Form).RootElement;
            if (bytes.Span.IndexOf("\\u"u8) >= 0) CheckTexts(json);
            return json;
        }
        catch (JsonException e)
        {
            throw QdrantError.Format($"{e.Message} at line {e.LineNumber + 1} column {e.BytePositionInLine}");
        }
    }

    // Half of a surrogate pair is no text; the parser would only say so when the text is asked for.
    private static void CheckTexts(JsonElement json)
    {
        try
        {
            switch (json.ValueKind)
            {
                case JsonValueKind.String:
                    _ = json.GetString();
                    break;
                case JsonValueKind.Array:
                    foreach (var item in json.EnumerateArray()) CheckTexts(item);
                    break;
                case JsonValueKind.Object:
                    foreach (var member in json.EnumerateObject()) { _ = member.Name; CheckTexts(member.Value); }
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            throw QdrantError.Format("lone leading surrogate in hex escape");
        }
    }
}
