namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>A job in this process's hands, until it has ended, was given back or is lost.</summary>
/// <remarks>
/// The lease is measured from before it was asked for, by this machine's own clock, so that the process stops before others
/// may begin: also when it was suspended meanwhile, and whether or not the queue can be reached.
/// </remarks>
internal sealed class HeldJob(JobLease lease, long since, TimeProvider time)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _since = since;
    private volatile bool _isLost;
    private volatile bool _isCommitted;

    public JobLease Lease { get; } = lease;

    /// <summary>The document, once it is being processed.</summary>
    public DocumentJob? Document { get; set; }

    /// <summary>Whether another process may have the job by now. It does not come back.</summary>
    public bool IsLost => !_isCommitted && (_isLost || time.GetElapsedTime(Volatile.Read(ref _since)) >= Lease.Duration);

    /// <summary>Whether its end is written.</summary>
    public bool IsCommitted => _isCommitted;

    /// <summary>Completes when nothing is left to do with it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The lease was renewed.</summary>
    /// <param name="since">When that was asked for.</param>
    public void Renewed(long since)
    {
        if (IsLost) _isLost = true;
        else Volatile.Write(ref _since, since);
    }

    public void Lose() => _isLost = true;

    /// <summary>Its end is written, whatever the queue says of the lease from now on.</summary>
    public void SetCommitted() => _isCommitted = true;

    public void SetEnded() => _ended.TrySetResult();
}
