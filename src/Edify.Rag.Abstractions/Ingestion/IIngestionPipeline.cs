namespace Edify.Rag;

/// <summary>Brings the vector store up to date with a blob source.</summary>
/// <remarks>
/// Runs of one tenant and source exclude each other; others may run side by side. A run can be stopped at any point and
/// started again: what was done is not done twice, and the previous version of a document stays until the new one is whole.
/// </remarks>
public interface IIngestionPipeline
{
    /// <summary>Lists the source, processes what is new or changed, removes what is gone.</summary>
    /// <param name="request">What to ingest, and for whom.</param>
    /// <param name="progress">Told after each document; may be called from several threads.</param>
    /// <param name="cancellationToken">Stops the run, leaving a consistent state.</param>
    /// <returns>What was done. Files that could not be read are in <see cref="IngestionReport.Failed"/>; they never stop a run.</returns>
    /// <exception cref="RagOutageException">The source, the embedder, the store or the ledger stayed down for all retries.</exception>
    /// <exception cref="RagException">Nothing could be done: the source can't be listed, or the store can't be written.</exception>
    Task<IngestionReport> RunAsync(IngestionRequest request, IProgress<IngestionProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>The same run as a stream of what happens, which ends with <see cref="IngestionEvent.Completed"/>.</summary>
    /// <remarks>
    /// Enumerating starts the run; leaving the enumeration early stops it as cancelling does. A slow consumer never slows the
    /// run: of progress only the latest is kept, of notices about services the latest 256; failures are all kept.
    /// </remarks>
    /// <param name="request">What to ingest, and for whom.</param>
    /// <param name="cancellationToken">Stops the run, leaving a consistent state.</param>
    /// <exception cref="RagException">As <see cref="RunAsync"/> raises it.</exception>
    IAsyncEnumerable<IngestionEvent> RunAsStreamAsync(IngestionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells what <see cref="RunAsync"/> would do with each document now, and why, without doing it.</summary>
    /// <remarks>
    /// Lists the source and looks at ledger and store; opens no blob, writes nothing, creates no collection and takes no lock.
    /// The run asks the same rules, so that it does the same as long as nothing changes in between. Memory holds the ledger's
    /// entries of the source, whatever the number of blobs.
    /// </remarks>
    /// <param name="request">What would be ingested, and for whom.</param>
    /// <param name="cancellationToken">Stops the plan.</param>
    /// <returns>One entry per document: those of the source in order of their names, then those that are gone from it.</returns>
    /// <exception cref="RagException">The source can't be listed, or the collection was made by another embedder.</exception>
    IAsyncEnumerable<PlannedDocument> PlanAsync(IngestionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Compares ledger, source and store document by document, and mends the difference.</summary>
    /// <remarks>
    /// Mending removes chunks that nothing accounts for, then processes documents that are missing or not whole, as a run does.
    /// Doing it again finds nothing, as long as nothing changes in between. Documents that failed and say so are no difference.
    /// </remarks>
    /// <param name="request">Which documents; <see cref="IngestionRequest.Force"/> and <see cref="IngestionRequest.Recreate"/> have no meaning here.</param>
    /// <param name="mend">Whether to mend; otherwise nothing is written.</param>
    /// <param name="cancellationToken">Stops it, leaving a consistent state.</param>
    /// <exception cref="RagException">The source can't be listed, or the store or the ledger can't be read or written.</exception>
    Task<ReconciliationReport> ReconcileAsync(IngestionRequest request, bool mend, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document's chunks and its ledger entry. The blob stays; the next run would bring it back.</summary>
    /// <param name="tenant">Owner of the document.</param>
    /// <param name="name">The document's name within its source.</param>
    /// <param name="source">The source; <see langword="null"/> deletes it from all sources of the tenant.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many chunks were deleted; <see langword="null"/> when there is no such document.</returns>
    Task<long?> DeleteAsync(string tenant, string name, string? source = null, CancellationToken cancellationToken = default);
}

/// <summary>What to ingest.</summary>
/// <param name="Tenant">Owner of the documents; never blank.</param>
public sealed record IngestionRequest(string Tenant)
{
    /// <summary>Only blobs whose name starts so; documents outside the prefix are left as they are.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>Identity of the source, part of every identifier; <see langword="null"/> takes <see cref="IBlobSource.Location"/>.</summary>
    public string? Source { get; init; }

    /// <summary>Processes unchanged documents too.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Force { get; init; }

    /// <summary>
    /// When the collection was made by another embedder: deletes it and makes it anew. All documents of all tenants in it are
    /// then embedded again, this tenant's by this run, those of others by their next ones. It takes all of a source, not a
    /// <see cref="Prefix"/>, and changes nothing where the embedder is the same.
    /// </summary>
    /// <value>Default: <see langword="false"/>; another embedder is then an error.</value>
    public bool Recreate { get; init; }

    /// <summary>Tries quarantined documents once more; those that fail again stay in quarantine.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RetryQuarantined { get; init; }
}
