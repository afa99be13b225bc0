namespace Edify.Rag;

/// <summary>What a run would do with one document; see <see cref="IIngestionPipeline.PlanAsync"/>.</summary>
/// <param name="Name">The document.</param>
/// <param name="Action">What would be done.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">Why, in a sentence that names what changed from what to what.</param>
/// <param name="Size">Length of the blob in bytes; of one that is gone, as it was.</param>
public sealed record PlannedDocument(string Name, PlannedAction Action, PlanReason Reason, string Detail, long Size)
{
    /// <summary>Whether the blob would be read.</summary>
    public bool IsRead => Action is PlannedAction.Ingest or PlannedAction.Reprocess;
}

/// <summary>What a run would do with a document.</summary>
public enum PlannedAction
{
    /// <summary>Read, chunk and embed it for the first time.</summary>
    Ingest,

    /// <summary>Read it again and replace its chunks; texts that stay the same keep their vectors.</summary>
    Reprocess,

    /// <summary>Derive its fields again, without reading or embedding it.</summary>
    UpdateFields,

    /// <summary>Remove its chunks.</summary>
    Remove,

    /// <summary>Nothing.</summary>
    Skip,

    /// <summary>Leave it in quarantine, or put it there, without reading it.</summary>
    Quarantine,
}

/// <summary>Why a run would do something with a document.</summary>
public enum PlanReason
{
    /// <summary>Nothing about it changed.</summary>
    Unchanged,

    /// <summary>It was never ingested.</summary>
    New,

    /// <summary>Its blob has another ETag or size.</summary>
    Changed,

    /// <summary>Its reader reads otherwise now.</summary>
    ReaderChanged,

    /// <summary>The chunker or its settings changed.</summary>
    ChunkerChanged,

    /// <summary>The embedder changed.</summary>
    EmbedderChanged,

    /// <summary>The rules changed that derive fields from names and metadata.</summary>
    MetadataRulesChanged,

    /// <summary>Its access file (<see cref="AccessSidecar"/>) or its metadata about access changed.</summary>
    AccessChanged,

    /// <summary>It failed, and readers, rules or limits are others now.</summary>
    LimitsChanged,

    /// <summary>The vector store does not hold the chunks that the ledger says.</summary>
    StoreDiffers,

    /// <summary>The vector store holds chunks of it that the ledger does not know.</summary>
    NotInLedger,

    /// <summary>All documents are to be processed (<see cref="IngestionRequest.Force"/>).</summary>
    Forced,

    /// <summary>It failed and is tried again.</summary>
    FailedBefore,

    /// <summary>The process ended while it was being read.</summary>
    Interrupted,

    /// <summary>It failed too often.</summary>
    Quarantined,

    /// <summary>It is in quarantine and tried once more (<see cref="IngestionRequest.RetryQuarantined"/>).</summary>
    RetriedOnDemand,

    /// <summary>Its blob is gone from the source.</summary>
    Gone,

    /// <summary>Its name is one of hidden files (<c>Ingestion:IncludeHidden</c>).</summary>
    Hidden,
}
