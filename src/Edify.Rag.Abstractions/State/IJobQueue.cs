namespace Edify.Rag;

/// <summary>Work that outlives a request.</summary>
/// <remarks>
/// Safe for concurrent use. A job is delivered at least once: a worker that dies gives it back when its lease ends, so
/// handlers are idempotent.
/// </remarks>
public interface IJobQueue
{
    /// <summary>Adds a job.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The job's identifier; that of the waiting job when one of the same kind and key waits already.</returns>
    ValueTask<Guid> EnqueueAsync(JobRequest job, CancellationToken cancellationToken = default);

    /// <summary>Takes the oldest job that waits; <see langword="null"/> when none does.</summary>
    /// <param name="worker">Who takes it.</param>
    /// <param name="lease">How long it is theirs unless they renew it.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask<JobLease?> TakeAsync(string worker, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>Keeps a job for longer.</summary>
    /// <param name="lease">The lease as it was handed out.</param>
    /// <param name="extension">How much longer, from now.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the lease was still held; when not, stop working on it.</returns>
    ValueTask<bool> RenewAsync(JobLease lease, TimeSpan extension, CancellationToken cancellationToken = default);

    /// <summary>Ends a job.</summary>
    /// <param name="lease">The lease as it was handed out.</param>
    /// <param name="failure">Why it failed, to be tried again; <see langword="null"/> when it is done.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask CompleteAsync(JobLease lease, string? failure = null, CancellationToken cancellationToken = default);
}

/// <summary>A job to do.</summary>
/// <param name="Tenant">For whom.</param>
/// <param name="Kind">What, such as "ingest".</param>
/// <param name="Key">Jobs of one kind and key never wait twice.</param>
/// <param name="Payload">Particulars, in the form that the kind's handler reads.</param>
public sealed record JobRequest(string Tenant, string Kind, string Key, string Payload);

/// <summary>A job in a worker's hands.</summary>
/// <param name="Id">The job.</param>
/// <param name="Job">What to do.</param>
/// <param name="Worker">Who does it.</param>
/// <param name="Attempt">Which try this is, from 1.</param>
/// <param name="ExpiresAt">When it goes back to the queue.</param>
public sealed record JobLease(Guid Id, JobRequest Job, string Worker, int Attempt, DateTimeOffset ExpiresAt);
