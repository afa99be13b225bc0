namespace Edify.Rag;

/// <summary>What a reconciliation found, and did; see <see cref="IIngestionPipeline.ReconcileAsync"/>.</summary>
public sealed record ReconciliationReport
{
    /// <summary>Documents compared: all that source, ledger or store know.</summary>
    public int Documents { get; init; }

    /// <summary>What does not agree, in order of kind and name; a document may be there more than once.</summary>
    public IReadOnlyList<DocumentDifference> Differences { get; init; } = [];

    /// <summary>Whether the differences were mended; <see langword="false"/> too when there were none.</summary>
    public bool Mended { get; init; }

    /// <summary>Chunks removed from the store before documents were processed.</summary>
    public long ChunksRemoved { get; init; }

    /// <summary>What became of the documents that were processed; <see langword="null"/> when there were none to process.</summary>
    public IngestionReport? Processed { get; init; }

    /// <summary>Duration.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>Something in which ledger, source and store do not agree.</summary>
/// <param name="Name">The document.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What it is in a sentence, with the numbers.</param>
public sealed record DocumentDifference(string Name, DifferenceKind Kind, string Detail);

/// <summary>In what ledger, source and store can differ.</summary>
public enum DifferenceKind
{
    /// <summary>The source has a blob that neither ledger nor store know. Mending ingests it.</summary>
    NeverIngested,

    /// <summary>The blob is another version than the one ingested. Mending processes it.</summary>
    Outdated,

    /// <summary>The ledger has a document whose blob is gone from the source. Mending removes it.</summary>
    BlobGone,

    /// <summary>The store has chunks of a document that the ledger does not know. Mending removes them, or processes the document where its blob is there.</summary>
    Orphaned,

    /// <summary>The store holds more or fewer chunks of the current version than the ledger says. Mending processes the document.</summary>
    ChunkCount,

    /// <summary>The store holds chunks of other versions beside the current one. Mending removes them.</summary>
    LeftoverVersion,
}
