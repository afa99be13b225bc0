using System.Text.Json;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>A vector as it is kept, which is not always as it was sent.</summary>
internal abstract record StoredVector
{
    public abstract void WriteTo(Utf8JsonWriter writer);

    public sealed record Dense(float[] Values) : StoredVector
    {
        public override void WriteTo(Utf8JsonWriter writer) => Numbers(writer, Values);
    }

    /// <summary>By rising indices.</summary>
    public sealed record Sparse(uint[] Indices, float[] Values) : StoredVector
    {
        public override void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("indices");
            foreach (var index in Indices) writer.WriteNumberValue(index);
            writer.WriteEndArray();
            writer.WritePropertyName("values");
            Numbers(writer, Values);
            writer.WriteEndObject();
        }
    }

    private static void Numbers(Utf8JsonWriter writer, float[] values)
    {
        writer.WriteStartArray();
        foreach (var value in values) writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }
}
