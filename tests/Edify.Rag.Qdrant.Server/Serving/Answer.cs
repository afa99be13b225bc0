using System.Text.Encodings.Web;
using System.Text.Json;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>What is sent back.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body)
{
    private const string Json = "application/json";

    // Text stands there as it is, as Rust's writer leaves it.
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A path that leads nowhere.</summary>
    public static readonly Answer Nothing = new(404, "", []);

    /// <summary>The seconds to wait before the next try.</summary>
    public int? RetryAfter { get; init; }

    public static Answer Ok(Action<Utf8JsonWriter> result) => Enveloped(200, writer =>
    {
        writer.WritePropertyName("result");
        result(writer);
        writer.WriteString("status", "ok");
    });

    public static Answer Ok(bool result) => Ok(writer => writer.WriteBooleanValue(result));

    /// <summary>Taken, and done later.</summary>
    public static Answer Accepted() => Enveloped(202, writer => writer.WriteString("status", "accepted"));

    public static Answer Failed(int status, string error) => Enveloped(status, writer =>
    {
        writer.WriteStartObject("status");
        writer.WriteString("error", error);
        writer.WriteEndObject();
    });

    /// <summary>JSON without the envelope that other answers come in.</summary>
    public static Answer Bare(Action<Utf8JsonWriter> write) => new(200, Json, Written(write));

    public static Answer Text(int status, string text) => new(status, "text/plain", System.Text.Encoding.UTF8.GetBytes(text));

    public static Answer Binary(byte[] bytes) => new(200, "application/octet-stream", bytes);

    public static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Form)) write(writer);
        return bytes.ToArray();
    }

    private static Answer Enveloped(int status, Action<Utf8JsonWriter> write) => new(status, Json, Written(writer =>
    {
        writer.WriteStartObject();
        write(writer);
        writer.WriteNumber("time", 0.0001);
        writer.WriteEndObject();
    }));
}
