namespace Edify.Rag;

/// <summary>Keeps a vector store up to date with its source for as long as the process lives, alone or beside others.</summary>
/// <remarks>
/// Where the pipeline's state has a job queue, any number of processes share the work: one at a time lists the source and
/// enqueues what is new, changed or gone; all of them take documents under leases, and commit each under its lease. Elsewhere
/// the process runs <see cref="IIngestionPipeline"/> on schedule. Safe for concurrent use; run it once a process.
/// </remarks>
public interface IIngestionWorker
{
    /// <summary>How it goes.</summary>
    IngestionWorkerStatus Status { get; }

    /// <summary>Works until it is cancelled. Services that stay down are waited for; <see cref="Status"/> tells of it.</summary>
    /// <param name="cancellationToken">
    /// Stops in good order: what was begun is taken back, and its jobs go to others at once, untried.
    /// </param>
    /// <exception cref="RagConfigurationException">The parts don't fit together, or not the collection that is there.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>How a worker is getting on.</summary>
public sealed record IngestionWorkerStatus
{
    /// <summary>Whether all services worked when they were last needed.</summary>
    public bool IsHealthy { get; init; } = true;

    /// <summary>What is wrong, in a sentence; empty when nothing is.</summary>
    public string Error { get; init; } = string.Empty;

    /// <summary>The progress of what is under way, of this process alone; <see langword="null"/> while there is nothing to do.</summary>
    public IngestionProgress? Progress { get; init; }

    /// <summary>What came of the last piece of work, of this process alone; <see langword="null"/> before the first.</summary>
    public IngestionReport? LastReport { get; init; }
}
