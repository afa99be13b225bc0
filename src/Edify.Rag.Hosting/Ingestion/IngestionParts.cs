using Edify.Rag.Hosting.Embedding;
using Edify.Rag.Hosting.Usage.Metering;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The stages that an ingestion run goes through, as they were assembled.</summary>
internal sealed record IngestionParts(
    IBlobSource Source,
    IMetadataExtractor Metadata,
    IReadOnlyList<IDocumentReader> Readers,
    IChunker Chunker,
    Embedder Embedder,
    IVectorStore Store,
    IIngestionLedger Ledger,
    IngestionOptions Options,
    RangedReadOptions Reading,
    string Collection,
    string DefaultTenant,
    TimeProvider Time)
{
    /// <summary>The fields that the policy filters by besides those of every pipeline.</summary>
    public IReadOnlyDictionary<string, FieldKind> AccessFields { get; init; } = new Dictionary<string, FieldKind>();

    /// <summary>Decides whether a document's tenant has room for it; <see langword="null"/> where nothing is limited.</summary>
    public IngestionUsage? Admission { get; init; }

    /// <summary>The collection that an embedder's vectors go into.</summary>
    public CollectionDefinition CollectionFor(EmbedderIdentity embedder) => new(Collection, embedder.Dimension, embedder.Id, Fields());

    // What the pipeline writes itself it knows best.
    private Dictionary<string, FieldKind> Fields()
    {
        var fields = new Dictionary<string, FieldKind>(ChunkRecords.Fields);
        foreach (var (field, kind) in AccessFields) fields.TryAdd(field, kind);
        return fields;
    }
}
