using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>A request: what is asked of the server, to be sent any number of times.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Path and query, after the endpoint, beginning with '/'.</param>
internal sealed record QdrantRequest(HttpMethod Method, string Path)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>JSON; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How long it may take where that is longer than usual.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Whether to do it twice is to do it once.</summary>
    public bool IsRepeatable { get; init; } = true;

    public static QdrantRequest Get(string path) => new(HttpMethod.Get, path);

    public static QdrantRequest Delete(string path) => new(HttpMethod.Delete, path);

    public static QdrantRequest Put(string path, Action<Utf8JsonWriter> write) => new(HttpMethod.Put, path) { Body = Json(write) };

    public static QdrantRequest Post(string path, Action<Utf8JsonWriter> write) => new(HttpMethod.Post, path) { Body = Json(write) };

    /// <summary>The members of an object as JSON.</summary>
    public static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = Writer(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static Utf8JsonWriter Writer(IBufferWriter<byte> target) => new(target, Options);
}
