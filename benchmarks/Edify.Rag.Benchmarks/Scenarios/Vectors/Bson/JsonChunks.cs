using System.Runtime.InteropServices;
using System.Text.Json;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Bson;

/// <summary>The same chunks in JSON, by the reader and the writer of the runtime.</summary>
internal static class JsonChunks
{
    public static void Write(Utf8JsonWriter json, StoredChunk chunk, VectorForm form)
    {
        json.WriteStartObject();
        json.WriteString("document_id"u8, chunk.DocumentId);
        json.WriteNumber("chunk_index"u8, chunk.ChunkIndex);
        json.WriteString("content"u8, chunk.Content);
        WriteVector(json, chunk.Embedding, form);
        json.WriteString("embedding_model"u8, chunk.Model);
        json.WriteStartObject("metadata"u8);
        json.WriteString("tenant"u8, chunk.Tenant);
        json.WriteString("grade"u8, chunk.Grade);
        json.WriteStartArray("roles"u8);
        foreach (var role in chunk.Roles) json.WriteStringValue(role);
        json.WriteEndArray();
        json.WriteNumber("page"u8, chunk.Page);
        json.WriteNumber("weight"u8, chunk.Weight);
        json.WriteBoolean("public"u8, chunk.IsPublic);
        json.WriteNumber("modified"u8, chunk.Modified);
        json.WriteEndObject();
        json.WriteString("status"u8, chunk.Status);
        json.WriteEndObject();
        json.Flush();
    }

    public static void Read(ReadOnlySpan<byte> document, StoredChunk chunk)
    {
        var json = new Utf8JsonReader(document);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("document_id"u8)) chunk.DocumentId = Next(ref json).GetString()!;
            else if (json.ValueTextEquals("chunk_index"u8)) chunk.ChunkIndex = Next(ref json).GetInt32();
            else if (json.ValueTextEquals("content"u8)) chunk.Content = Next(ref json).GetString()!;
            else if (json.ValueTextEquals("embedding"u8)) ReadVector(ref Next(ref json), chunk.Embedding);
            else if (json.ValueTextEquals("embedding_model"u8)) chunk.Model = Next(ref json).GetString()!;
            else if (json.ValueTextEquals("metadata"u8)) ReadMetadata(ref Next(ref json), chunk);
            else if (json.ValueTextEquals("status"u8)) chunk.Status = Next(ref json).GetString()!;
            else Next(ref json).Skip();
        }
    }

    private static void WriteVector(Utf8JsonWriter json, float[] vector, VectorForm form)
    {
        if (form == VectorForm.Bytes) json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes(vector.AsSpan()));
        if (form != VectorForm.Numbers) return;
        json.WriteStartArray("embedding"u8);
        foreach (var number in vector) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void ReadMetadata(ref Utf8JsonReader json, StoredChunk chunk)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("tenant"u8)) chunk.Tenant = Next(ref json).GetString()!;
            else if (json.ValueTextEquals("grade"u8)) chunk.Grade = Next(ref json).GetString()!;
            else if (json.ValueTextEquals("roles"u8)) ReadRoles(ref Next(ref json), chunk.Roles);
            else if (json.ValueTextEquals("page"u8)) chunk.Page = Next(ref json).GetInt64();
            else if (json.ValueTextEquals("weight"u8)) chunk.Weight = Next(ref json).GetDouble();
            else if (json.ValueTextEquals("public"u8)) chunk.IsPublic = Next(ref json).GetBoolean();
            else if (json.ValueTextEquals("modified"u8)) chunk.Modified = Next(ref json).GetInt64();
            else Next(ref json).Skip();
        }
    }

    private static void ReadRoles(ref Utf8JsonReader json, List<string> roles)
    {
        roles.Clear();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) roles.Add(json.GetString()!);
    }

    private static void ReadVector(ref Utf8JsonReader json, float[] target)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            // Nothing is escaped in base 64, so it is decoded in place.
            System.Buffers.Text.Base64.DecodeFromUtf8(json.ValueSpan, MemoryMarshal.AsBytes(target.AsSpan()), out _, out _);
            return;
        }

        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++) target[i] = json.GetSingle();
    }

    private static ref Utf8JsonReader Next(ref Utf8JsonReader json)
    {
        json.Read();
        return ref json;
    }
}
