using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Bson;

/// <summary>Chunks in BSON.</summary>
internal static class BsonChunks
{
    public static void Write(BsonWriter bson, StoredChunk chunk, VectorForm form)
    {
        bson.Start();
        bson.String("document_id"u8, chunk.DocumentId);
        bson.Int32("chunk_index"u8, chunk.ChunkIndex);
        bson.String("content"u8, chunk.Content);
        WriteVector(bson, chunk.Embedding, form);
        bson.String("embedding_model"u8, chunk.Model);
        bson.StartDocument("metadata"u8);
        bson.String("tenant"u8, chunk.Tenant);
        bson.String("grade"u8, chunk.Grade);
        bson.StartArray("roles"u8);
        foreach (var role in chunk.Roles) bson.String(BsonWriter.Item, role);
        bson.End();
        bson.Int64("page"u8, chunk.Page);
        bson.Double("weight"u8, chunk.Weight);
        bson.Boolean("public"u8, chunk.IsPublic);
        bson.DateTime("modified"u8, chunk.Modified);
        bson.End();
        bson.String("status"u8, chunk.Status);
        bson.End();
    }

    public static void Read(ReadOnlySpan<byte> document, StoredChunk chunk)
    {
        var bson = new BsonReader(document);
        while (bson.Read())
        {
            if (bson.NameIs("document_id"u8)) chunk.DocumentId = bson.GetString();
            else if (bson.NameIs("chunk_index"u8)) chunk.ChunkIndex = bson.GetInt32();
            else if (bson.NameIs("content"u8)) chunk.Content = bson.GetString();
            else if (bson.NameIs("embedding"u8)) ReadVector(bson, chunk.Embedding);
            else if (bson.NameIs("embedding_model"u8)) chunk.Model = bson.GetString();
            else if (bson.NameIs("metadata"u8)) ReadMetadata(bson.GetDocument(), chunk);
            else if (bson.NameIs("status"u8)) chunk.Status = bson.GetString();
        }
    }

    private static void WriteVector(BsonWriter bson, float[] vector, VectorForm form)
    {
        if (form == VectorForm.Bytes) bson.Vector("embedding"u8, vector);
        if (form != VectorForm.Numbers) return;
        bson.StartArray("embedding"u8);
        foreach (var number in vector) bson.Double(BsonWriter.Item, number);
        bson.End();
    }

    private static void ReadMetadata(BsonReader bson, StoredChunk chunk)
    {
        while (bson.Read())
        {
            if (bson.NameIs("tenant"u8)) chunk.Tenant = bson.GetString();
            else if (bson.NameIs("grade"u8)) chunk.Grade = bson.GetString();
            else if (bson.NameIs("roles"u8)) ReadRoles(bson.GetDocument(), chunk.Roles);
            else if (bson.NameIs("page"u8)) chunk.Page = bson.GetInt64();
            else if (bson.NameIs("weight"u8)) chunk.Weight = bson.GetDouble();
            else if (bson.NameIs("public"u8)) chunk.IsPublic = bson.GetBoolean();
            else if (bson.NameIs("modified"u8)) chunk.Modified = bson.GetDateTime();
        }
    }

    private static void ReadRoles(BsonReader items, List<string> roles)
    {
        roles.Clear();
        while (items.Read()) roles.Add(items.GetString());
    }

    private static void ReadVector(BsonReader bson, float[] target)
    {
        if (bson.Type == BsonType.Binary)
        {
            BsonVector.Of(bson.GetBinary()).CopyTo(target);
            return;
        }

        var numbers = bson.GetDocument();
        for (var i = 0; numbers.Read(); i++) target[i] = (float)numbers.GetDouble();
    }
}
