namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

/// <summary>A queue for tests in which none should be asked.</summary>
internal sealed class NoQueue : IJobQueue
{
    public ValueTask<int> EnqueueAsync(IReadOnlyList<JobRequest> jobs, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<IReadOnlyList<JobLease>> TakeAsync(JobClaim claim, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<bool> RenewAsync(JobLease lease, TimeSpan extension, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<bool> CompleteAsync(JobLease lease, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<bool> FailAsync(JobLease lease, JobFailure failure, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<bool> ReleaseAsync(JobLease lease, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<JobCounts> CountAsync(string? tenant = null, string? kind = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public IAsyncEnumerable<DeadJob> ListDeadAsync(string? tenant = null, string? kind = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public ValueTask<long> PurgeAsync(TimeSpan age, bool includeDead = false, CancellationToken cancellationToken = default) => throw Unexpected();

    private static NotSupportedException Unexpected() => new("The queue is asked.");
}
