namespace Edify.Rag;

/// <summary>What a run did.</summary>
public sealed record IngestionReport
{
    /// <summary>Blobs that the source listed.</summary>
    public int Listed { get; init; }

    /// <summary>Documents processed: new, changed, or affected by a change of reader, chunker or embedder.</summary>
    public int Ingested { get; init; }

    /// <summary>Documents skipped because nothing about them changed.</summary>
    public int Unchanged { get; init; }

    /// <summary>Documents whose fields were derived again, because only the metadata rules changed; they were neither read nor embedded.</summary>
    public int FieldsUpdated { get; init; }

    /// <summary>Documents removed because their blob is gone.</summary>
    public int Removed { get; init; }

    /// <summary>Documents that were tried in this run and could not be processed; their previous version stays.</summary>
    public IReadOnlyList<DocumentIssue> Failed { get; init; } = [];

    /// <summary>
    /// Documents in quarantine: those that were left alone, and those of <see cref="Failed"/> whose last try this was
    /// (<see cref="LedgerStatus.Quarantined"/>).
    /// </summary>
    public IReadOnlyList<DocumentIssue> Quarantined { get; init; } = [];

    /// <summary>Documents that were processed with something to look at, such as pages that need OCR.</summary>
    public IReadOnlyList<DocumentIssue> Warnings { get; init; } = [];

    /// <summary>Chunks written.</summary>
    public long Chunks { get; init; }

    /// <summary>Texts that were sent to the embedder.</summary>
    public long Embedded { get; init; }

    /// <summary>Chunks that took the vector of an equal text: of another document, of an earlier version, or of the same run.</summary>
    public long Reused { get; init; }

    /// <summary>Bytes of the processed blobs.</summary>
    public long Bytes { get; init; }

    /// <summary>Duration of the run.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>Something to look at in one document.</summary>
/// <param name="Name">The document's name.</param>
/// <param name="Reason">What is wrong and what to do, without the document's text.</param>
public sealed record DocumentIssue(string Name, string Reason);
