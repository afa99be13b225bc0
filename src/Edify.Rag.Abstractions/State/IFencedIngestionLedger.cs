namespace Edify.Rag;

/// <summary>A ledger that lives beside a job queue and refuses what a worker writes after it has lost its job.</summary>
/// <remarks>
/// Whether the lease is held is looked up in the same transaction that writes, and the job can't change hands until that ends.
/// A worker that slept through its lease finds out by <see cref="LeaseLostException"/>, and has changed nothing.
/// </remarks>
public interface IFencedIngestionLedger : IIngestionLedger
{
    /// <summary>Writes entries as <see cref="IIngestionLedger.WriteAsync"/> does, if the lease is held.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="fence">The lease under which they were made.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LeaseLostException">The job is another worker's, or was ended; nothing was written.</exception>
    /// <exception cref="RagStateException">The ledger can't be written.</exception>
    ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, JobLease fence, CancellationToken cancellationToken = default);

    /// <summary>Removes entries as <see cref="IIngestionLedger.RemoveAsync"/> does, if the lease is held.</summary>
    /// <param name="keys">Which documents.</param>
    /// <param name="fence">The lease under which they are removed.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LeaseLostException">The job is another worker's, or was ended; nothing was removed.</exception>
    /// <exception cref="RagStateException">The ledger can't be written.</exception>
    ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, JobLease fence, CancellationToken cancellationToken = default);

    /// <summary>Writes what a job has done and ends the job as done, together or not at all.</summary>
    /// <remarks>
    /// When the connection breaks while this is under way, it may have happened: <see cref="RagStateException"/> is then
    /// transient, and a second call is refused with <see cref="LeaseLostException"/> if it did.
    /// </remarks>
    /// <param name="lease">The job.</param>
    /// <param name="entries">Entries to write; may be empty.</param>
    /// <param name="removals">Documents whose entries are removed; may be empty.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LeaseLostException">The job is another worker's, or was ended; nothing was changed.</exception>
    /// <exception cref="RagStateException">The ledger can't be written.</exception>
    ValueTask CommitAsync(
        JobLease lease, IReadOnlyList<LedgerEntry> entries, IReadOnlyList<LedgerKey> removals, CancellationToken cancellationToken = default);
}

/// <summary>A worker wrote under a lease that it does not hold any more. Nothing was written; it leaves the job alone.</summary>
/// <param name="lease">The lease that was lost.</param>
public sealed class LeaseLostException(JobLease lease) : RagException(Describe(lease))
{
    /// <summary>The lease that was lost.</summary>
    public JobLease Lease { get; } = lease;

    private static string Describe(JobLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return $"Worker '{lease.Worker}' does not hold the {lease.Job.Kind} job '{lease.Job.Key}' any more: its lease ran out and another worker took it, or it was ended. " +
            "Nothing was written. Renew leases well before they run out, or make them longer.";
    }
}
