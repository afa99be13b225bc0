using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Search;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

/// <summary>Writes points as a request wants them.</summary>
internal sealed class PointWriter
{
    private readonly PayloadSelector _payload;
    private readonly bool _hasVectors;
    private readonly HashSet<string>? _names;

    public PointWriter(JsonElement body, bool payloadByDefault)
    {
        _payload = PayloadSelector.Parse(body.Optional("with_payload"), payloadByDefault);
        switch (body.Either("with_vector", "with_vectors"))
        {
            case null: break;
            case { ValueKind: JsonValueKind.Array } names:
                _hasVectors = true;
                _names = [.. names.EnumerateArray().Select(n => n.Text())];
                break;
            case { } flag:
                _hasVectors = flag.Flag();
                break;
        }
    }

    /// <summary>Writes all that a collection holds.</summary>
    public static void WriteAll(Utf8JsonWriter writer, QdrantCollection collection)
    {
        var points = new PointWriter(JsonElement.Parse("""{"with_vector":true}"""), payloadByDefault: true);
        writer.WriteStartObject();
        writer.WritePropertyName("config");
        collection.Config.Shown.WriteTo(writer);
        writer.WriteStartArray("points");
        foreach (var point in collection.Ordered) points.Write(writer, point);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes a record: a point without a score.</summary>
    public void Write(Utf8JsonWriter writer, QdrantPoint point, OrderValue? order = null)
    {
        writer.WriteStartObject();
        WriteContent(writer, point, order);
        writer.WriteEndObject();
    }

    /// <summary>Writes a hit.</summary>
    public void Write(Utf8JsonWriter writer, Hit hit)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", hit.Point.Version);
        writer.WriteNumber("score", hit.Score);
        WriteContent(writer, hit.Point, hit.Order);
        writer.WriteEndObject();
    }

    private void WriteContent(Utf8JsonWriter writer, QdrantPoint point, OrderValue? order)
    {
        writer.WritePropertyName("id");
        point.Id.WriteTo(writer);
        if (_payload.HasPayload)
        {
            writer.WritePropertyName("payload");
            _payload.Write(writer, point.Payload);
        }

        if (_hasVectors) WriteVectors(writer, point);
        if (order is { } value)
        {
            writer.WritePropertyName("order_value");
            value.WriteTo(writer);
        }
    }

    // The vector without a name stands there by itself.
    private void WriteVectors(Utf8JsonWriter writer, QdrantPoint point)
    {
        writer.WritePropertyName("vector");
        if (point.Vectors.TryGetValue("", out var only) && (_names is null || _names.Contains("")) && point.Vectors.Count == 1)
        {
            only.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, vector) in point.Vectors.Where(v => _names is null || _names.Contains(v.Key)))
        {
            writer.WritePropertyName(name);
            vector.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
