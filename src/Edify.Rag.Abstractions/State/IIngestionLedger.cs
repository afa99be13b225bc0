namespace Edify.Rag;

/// <summary>Remembers which version of which document was ingested, and what failed and why.</summary>
/// <remarks>Safe for concurrent use. Once a write returns, it is durable. The ledger can be reconciled with the vector store.</remarks>
public interface IIngestionLedger
{
    /// <summary>The entry of a document; <see langword="null"/> when it was never processed.</summary>
    /// <param name="key">Which document.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The ledger can't be read.</exception>
    ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes entries, each replacing its document's previous one; all or none.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The ledger can't be written.</exception>
    ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Removes the entries of documents; all or none. Removing one that is not there succeeds.</summary>
    /// <param name="keys">Which documents.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The ledger can't be written.</exception>
    ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Takes off the disk what removed and replaced entries left there. Ledgers whose engine clears away by itself do nothing, which is the default.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The ledger can't be written.</exception>
    ValueTask CompactAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Lists entries of a tenant in ordinal order of source and name.</summary>
    /// <remarks>Entries that are written or removed while the listing is read may or may not be in it; all others are, once.</remarks>
    /// <param name="tenant">The tenant.</param>
    /// <param name="source">One source; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">The ledger can't be read.</exception>
    IAsyncEnumerable<LedgerEntry> ListAsync(string tenant, string? source = null, CancellationToken cancellationToken = default);
}

/// <summary>Identifies a document.</summary>
/// <param name="Tenant">Its owner.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Name">Its path within the source.</param>
public sealed record LedgerKey(string Tenant, string Source, string Name)
{
    /// <summary>The document's identifier; see <see cref="RagIds.Document"/>.</summary>
    public Guid DocumentId => RagIds.Document(Tenant, Source, Name);
}

/// <summary>What is known of a document's ingestion.</summary>
/// <param name="Key">Which document.</param>
/// <param name="ETag">Version of the blob that was processed.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record LedgerEntry(LedgerKey Key, string ETag, long Size)
{
    /// <summary>Reader, chunker, embedder and metadata rules it was processed with; a change of one re-processes it.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>How it ended.</summary>
    public LedgerStatus Status { get; init; }

    /// <summary>Why it failed, or what to look at; empty when all went well.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Number of chunks in the vector store.</summary>
    public int Chunks { get; init; }

    /// <summary>
    /// How often in a row this version of the blob failed, or was being read when its process died. Faults that pass, such as
    /// a store that could not be reached, do not count.
    /// </summary>
    public int Attempts { get; init; }

    /// <summary>
    /// While <see cref="ETag"/> and <see cref="Fingerprint"/> are those of a version that is not <see cref="LedgerStatus.Ingested"/>:
    /// marks the earlier version whose chunks are whole in the vector store (<see cref="RagIds.Version"/>); empty when there is none,
    /// or when it is not known.
    /// </summary>
    public string StoredVersion { get; init; } = string.Empty;

    /// <summary>When it was processed. Ledgers keep it to the microsecond at least.</summary>
    public DateTimeOffset ProcessedAt { get; init; }
}

/// <summary>How a document's ingestion ended.</summary>
public enum LedgerStatus
{
    /// <summary>Its chunks are in the vector store.</summary>
    Ingested,

    /// <summary>It failed; chunks of its previous version, if any, are still in the vector store. The next run tries again.</summary>
    Failed,

    /// <summary>It is being read. Found by a later run, it says that the process died over it, which counts as a try.</summary>
    Started,

    /// <summary>
    /// It failed <see cref="LedgerEntry.Attempts"/> times and is left alone until its blob, its reader or a limit changes, or
    /// until a run is told to try again (<see cref="IngestionRequest.RetryQuarantined"/>).
    /// </summary>
    Quarantined,
}
