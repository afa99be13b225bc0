using System.Buffers;
using System.ClientModel;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Writes the body of a request.</summary>
internal static class EmbeddingRequest
{
    // Letters of all scripts as they are: escaped, most would take twice the bytes. Halves of surrogate pairs become U+FFFD.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static BinaryContent Write(OpenAIEmbeddingOptions options, IEnumerable<string> texts)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, Plain))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, options.Model);
            json.WriteStartArray("input"u8);
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();

            // A third of the bytes that numbers take; servers that don't know it send numbers.
            json.WriteString("encoding_format"u8, "base64"u8);
            if (options.Dimensions > 0) json.WriteNumber("dimensions"u8, options.Dimensions);
            json.WriteEndObject();
        }

        return BinaryContent.Create(BinaryData.FromBytes(body.WrittenMemory));
    }
}
