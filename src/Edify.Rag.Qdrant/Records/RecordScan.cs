using System.Text.Json;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Searching;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Walks a collection page by page in order of id: between them nothing is held at the server.</summary>
internal sealed class RecordScan(QdrantCalls calls, QdrantOptions options)
{
    public async Task<ScanPage> NextAsync(CollectionShape shape, byte[] filter, bool withVectors, ScanPage before, CancellationToken cancellationToken)
    {
        var size = before.NextSize;
        var request = QdrantRequest.Post(CollectionPaths.Read(shape.Name, "/points/scroll", options), json =>
        {
            json.WritePropertyName("filter");
            json.WriteRawValue(filter, skipInputValidation: true);
            json.WriteNumber("limit", size);
            if (before.Mark is { } next) json.WriteString("offset", next);
            SearchJson.WritePayload(json, shape);
            if (withVectors)
            {
                json.WriteStartArray("with_vector");
                json.WriteStringValue(shape.DenseVector);
                json.WriteEndArray();
            }
            else
            {
                json.WriteBoolean("with_vector", false);
            }
        });
        var (points, offset) = await calls.SendAsync(request, Read, cancellationToken).ConfigureAwait(false);
        return new([.. points.Select(point => point.Record).OfType<VectorRecord>()], offset, size, IsLast: offset is null);
    }

    private static (List<StoredPoint> Points, Guid? Next) Read(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        PointReader.Expect(ref reader, JsonTokenType.StartObject);
        PointReader.MoveTo(ref reader, "result"u8);
        PointReader.Expect(ref reader, JsonTokenType.StartObject);
        List<StoredPoint>? points = null;
        Guid? next = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("points"u8))
            {
                points = PointReader.ReadArray(ref reader);
            }
            else if (reader.ValueTextEquals("next_page_offset"u8))
            {
                reader.Read();
                next = reader.TokenType == JsonTokenType.Null ? null : reader.GetGuid();
            }
            else
            {
                reader.Skip();
            }
        }

        return (points ?? throw new JsonException("A page has no points."), next);
    }
}
