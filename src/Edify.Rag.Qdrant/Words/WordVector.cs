using System.Text.Json;

namespace Edify.Rag.Qdrant.Words;

/// <summary>Words with their weights, as a sparse vector.</summary>
/// <param name="Terms">The numbers of the words, ascending, each once.</param>
/// <param name="Weights">The weight of each, above 0.</param>
internal readonly record struct WordVector(uint[] Terms, float[] Weights)
{
    public bool IsEmpty => Terms.Length == 0;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("indices");
        WriteTerms(json);
        json.WriteStartArray("values");
        foreach (var weight in Weights) json.WriteNumberValue(weight);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void WriteTerms(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var term in Terms) json.WriteNumberValue(term);
        json.WriteEndArray();
    }
}
