using System.Text.Json;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Words;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Writes records as points of a collection.</summary>
internal sealed class PointWriter(CollectionShape shape, WordVectors words)
{
    public void Write(Utf8JsonWriter json, VectorRecord record, ReadOnlySpan<float> vector)
    {
        var text = words.OfText(record.Text);
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        json.WriteStartObject("vector");
        json.WriteStartArray(shape.DenseVector);
        foreach (var number in vector) json.WriteNumberValue(number);
        json.WriteEndArray();
        if (!text.IsEmpty)
        {
            json.WritePropertyName(VectorNames.Words);
            text.Write(json);
        }

        json.WriteEndObject();
        json.WriteStartObject("payload");
        json.WriteString(PayloadKeys.Content, StoredText.Of(record.Text));
        foreach (var (field, value) in record.Fields) FieldJson.Write(json, field, value);
        if (shape.CountsWords && !text.IsEmpty)
        {
            json.WritePropertyName(PayloadKeys.Terms);
            text.WriteTerms(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
