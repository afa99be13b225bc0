namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Bson;

/// <summary>A chunk as a document database keeps it.</summary>
internal sealed class StoredChunk
{
    public string DocumentId { get; set; } = string.Empty;

    public int ChunkIndex { get; set; }

    public string Content { get; set; } = string.Empty;

    public string Model { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;

    public string Tenant { get; set; } = string.Empty;

    public string Grade { get; set; } = string.Empty;

    public List<string> Roles { get; } = [];

    public long Page { get; set; }

    public double Weight { get; set; }

    public bool IsPublic { get; set; }

    /// <summary>Milliseconds since 1970.</summary>
    public long Modified { get; set; }

    public float[] Embedding { get; set; } = [];

    /// <summary>Chunks of the corpus.</summary>
    public static IReadOnlyList<StoredChunk> Of(VectorCorpus corpus, int count) => [.. corpus.Records().Take(count).Select((record, i) =>
    {
        var chunk = new StoredChunk
        {
            DocumentId = record.Id.ToString(),
            ChunkIndex = i % 100,
            Content = record.Text,
            Model = "bench/1",
            Status = "ready",
            Tenant = record.Fields[RagFields.Tenant].AsText(),
            Grade = record.Fields[RagFields.Grade].AsText(),
            Page = record.Fields[RagFields.Page].AsInteger(),
            Weight = i / 7.0,
            IsPublic = i % 3 == 0,
            Modified = record.Fields[RagFields.Modified].AsTime().ToUnixTimeMilliseconds(),
            Embedding = record.Vector.ToArray(),
        };
        chunk.Roles.AddRange(record.Fields["roles"].Items!);
        return chunk;
    })];

    /// <summary>Whether what was read is what was written.</summary>
    public bool IsSame(StoredChunk other, bool withVector) =>
        (DocumentId, ChunkIndex, Content, Model, Status, Tenant, Grade) == (other.DocumentId, other.ChunkIndex, other.Content, other.Model, other.Status, other.Tenant, other.Grade)
        && (Page, Weight, IsPublic, Modified) == (other.Page, other.Weight, other.IsPublic, other.Modified)
        && Roles.SequenceEqual(other.Roles) && (!withVector || Embedding.AsSpan().SequenceEqual(other.Embedding));
}

/// <summary>How a chunk's vector is kept.</summary>
internal enum VectorForm
{
    /// <summary>Not at all: texts and fields alone.</summary>
    None,

    /// <summary>As an array of numbers.</summary>
    Numbers,

    /// <summary>As bytes: binary of subtype 9 in BSON, base 64 in JSON.</summary>
    Bytes,
}
