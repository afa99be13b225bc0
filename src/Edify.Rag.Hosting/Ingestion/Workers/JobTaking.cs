using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Takes documents' jobs of the queue, and gives them back.</summary>
internal sealed class JobTaking(IJobQueue queue, ServiceCalls calls, WorkerIdentity identity, TimeSpan lease, TimeProvider time)
{
    private static readonly TimeSpan LongestTaking = TimeSpan.FromSeconds(5);

    /// <summary>Takes jobs; none when nothing is due. Whoever takes them holds them, also when it is told to stop meanwhile.</summary>
    public ValueTask<IReadOnlyList<JobLease>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        var claim = new JobClaim(identity.Worker, lease) { Limit = limit, Kinds = [identity.Documents] };
        return calls.RunAsync(token => TakeAsync(claim, token), cancellationToken);
    }

    public async ValueTask ReleaseAsync(JobLease job, CancellationToken cancellationToken) =>
        await calls.RunAsync(token => queue.ReleaseAsync(job, token), cancellationToken).ConfigureAwait(false);

    // Jobs whose handing-out breaks off are nobody's until their leases run out, so it is broken off only when it hangs.
    private async ValueTask<IReadOnlyList<JobLease>> TakeAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var stopping = cancellationToken.UnsafeRegister(static p => ((CancellationTokenSource)p!).CancelAfter(LongestTaking), patience);
        return await queue.TakeAsync(claim, patience.Token).ConfigureAwait(false);
    }
}
