using Edify.Rag.Hosting.Embedding;

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
    /// <summary>The collection that an embedder's vectors go into.</summary>
    public CollectionDefinition CollectionFor(EmbedderIdentity embedder) => new(Collection, embedder.Dimension, embedder.Id, ChunkRecords.Fields);
}
