namespace Edify.Rag.Hosting.Ingestion;

/// <summary>One document on its way through a run.</summary>
internal sealed class DocumentJob(LedgerKey key, BlobItem blob, LedgerEntry? previous)
{
    public LedgerKey Key { get; } = key;

    public BlobItem Blob { get; } = blob;

    /// <summary>What the ledger knew of it before the run.</summary>
    public LedgerEntry? Previous { get; } = previous;

    public Guid DocumentId { get; } = key.DocumentId;

    /// <summary>Reader, chunker, embedder and metadata rules; empty until a reader was found.</summary>
    public string Fingerprint { get; set; } = string.Empty;

    /// <summary>Marks the records of this version of the document.</summary>
    public string Version { get; set; } = string.Empty;

    /// <summary>Fields that the blob's name and metadata give.</summary>
    public IReadOnlyDictionary<string, FieldValue> Metadata { get; set; } = new Dictionary<string, FieldValue>();

    /// <summary>What the file says of itself; told before its first chunk.</summary>
    public DocumentInfo Info { get; set; } = new();

    /// <summary>Versions of the records that the store holds of the document, by record.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>> Stored { get; set; } = new Dictionary<Guid, IReadOnlyList<string>>();

    /// <summary>Bytes it took out of the budget.</summary>
    public long Reserved { get; set; }

    public int Chunks { get; set; }

    /// <summary>Why it failed; <see langword="null"/> while it has not.</summary>
    public string? Failure { get; set; }

    public List<string> Warnings { get; } = [];
}

/// <summary>What readers hand to the writer: chunks of a document in order, then its end.</summary>
/// <param name="Job">The document.</param>
/// <param name="Chunk">A chunk; <see langword="null"/> at the document's end.</param>
internal readonly record struct WorkItem(DocumentJob Job, Chunk? Chunk);
