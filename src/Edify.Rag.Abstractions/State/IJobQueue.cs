namespace Edify.Rag;

/// <summary>Work that outlives a request, shared by the workers of several machines.</summary>
/// <remarks>
/// <para>Safe for concurrent use. A call that returned is durable.</para>
/// <para>
/// A job is identified by tenant, kind and key: there is one of each. Who takes it holds a lease; whoever stops renewing it
/// gives the job to others once it has run out. So a job may be begun more than once, and handlers find out cheaply when
/// nothing is left to do. What must happen once is written under the lease, see <see cref="IFencedIngestionLedger"/>.
/// </para>
/// <para>
/// A lease is held until its job was ended, given back or taken by someone else. That it has run out lets others take the job,
/// and does not by itself refuse a worker that was only slow.
/// </para>
/// <para>
/// Times are told by the clock of the queue's own store and by no other: machines whose clocks differ share a queue. A worker
/// measures <see cref="JobLease.Duration"/> from when it got the lease, and does not compare <see cref="JobLease.ExpiresAt"/>
/// with its own clock.
/// </para>
/// </remarks>
public interface IJobQueue
{
    /// <summary>Adds jobs; all or none.</summary>
    /// <remarks>
    /// A job that waits already is not added again: it takes the new payload, and where that differs from the old one it is due
    /// at once and its tries start afresh. A job that is running goes back to the end of the queue when it ends, with the new
    /// payload: what changed while it ran is not missed. A job that is done or dead starts again as a new one. Of several in one
    /// call that are the same job, the last counts.
    /// </remarks>
    /// <param name="jobs">What to do, in the order in which it is to be done; thousands in one call are fine.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many were added; the others were waiting or running already.</returns>
    /// <exception cref="RagStateException">The queue can't be written.</exception>
    ValueTask<int> EnqueueAsync(IReadOnlyList<JobRequest> jobs, CancellationToken cancellationToken = default);

    /// <summary>Takes the oldest jobs that are due, or whose worker's lease has run out. No two callers get the same one.</summary>
    /// <remarks>A job whose lease ran out on its last try is not handed out: it is dead.</remarks>
    /// <param name="claim">Who takes, for how long, how many and which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The jobs, oldest first; none when nothing is due.</returns>
    /// <exception cref="RagStateException">The queue can't be written.</exception>
    ValueTask<IReadOnlyList<JobLease>> TakeAsync(JobClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Keeps a job for longer: the heartbeat of a worker.</summary>
    /// <param name="lease">The lease as it was handed out.</param>
    /// <param name="extension">How much longer, from now; more than zero.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the lease was still held; when not, stop working on it.</returns>
    /// <exception cref="RagStateException">The queue can't be written.</exception>
    ValueTask<bool> RenewAsync(JobLease lease, TimeSpan extension, CancellationToken cancellationToken = default);

    /// <summary>Ends a job that is done.</summary>
    /// <param name="lease">The lease as it was handed out.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the lease was still held; when not, nothing has changed.</returns>
    /// <exception cref="RagStateException">The queue can't be written.</exception>
    ValueTask<bool> CompleteAsync(JobLease lease, CancellationToken cancellationToken = default);

    /// <summary>Ends a try that failed. The job waits for its next try, or is dead when this was its last.</summary>
    /// <param name="lease">The lease as it was handed out.</param>
    /// <param name="failure">Why it failed, and when to try again.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the lease was still held; when not, nothing has changed.</returns>
    /// <exception cref="RagStateException">The queue can't be written.</exception>
    ValueTask<bool> FailAsync(JobLease lease, JobFailure failure, CancellationToken cancellationToken = default);

    /// <summary>Gives a job back untried, at its old place in the queue: what a worker does with its jobs when it is told to stop.</summary>
    /// <param name="lease">The lease as it was handed out.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the lease was still held; when not, nothing has changed.</returns>
    /// <exception cref="RagStateException">The queue can't be written.</exception>
    ValueTask<bool> ReleaseAsync(JobLease lease, CancellationToken cancellationToken = default);

    /// <summary>Counts the jobs in each state.</summary>
    /// <param name="tenant">One tenant; <see langword="null"/> for all.</param>
    /// <param name="kind">One kind; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The queue can't be read.</exception>
    ValueTask<JobCounts> CountAsync(string? tenant = null, string? kind = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the jobs that nobody tries any more, those that died first at the beginning.</summary>
    /// <param name="tenant">One tenant; <see langword="null"/> for all.</param>
    /// <param name="kind">One kind; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">The queue can't be read.</exception>
    IAsyncEnumerable<DeadJob> ListDeadAsync(string? tenant = null, string? kind = null, CancellationToken cancellationToken = default);

    /// <summary>Forgets jobs that ended some time ago.</summary>
    /// <param name="age">How long ago at least; zero for all that ended.</param>
    /// <param name="includeDead">Whether dead jobs are forgotten too, with their reasons.</param>
    /// <param name="cancellationToken">Stops the request; what was forgotten by then stays so.</param>
    /// <returns>How many were forgotten.</returns>
    /// <exception cref="RagStateException">The queue can't be written.</exception>
    ValueTask<long> PurgeAsync(TimeSpan age, bool includeDead = false, CancellationToken cancellationToken = default);
}
