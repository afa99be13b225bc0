using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Takes documents' jobs of the queue, and gives them back.</summary>
internal sealed class JobTaking(IJobQueue queue, ServiceCalls calls, WorkerIdentity identity, TimeSpan lease)
{
    /// <summary>Takes jobs; none when nothing is due.</summary>
    public ValueTask<IReadOnlyList<JobLease>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        // Jobs whose handing-out broke off are nobody's until their leases run out.
        var claim = new JobClaim(identity.Worker, lease) { Limit = limit, Kinds = [identity.Documents] };
        return calls.RunAsync(token => queue.TakeAsync(claim, token), cancellationToken);
    }

    public async ValueTask ReleaseAsync(JobLease job, CancellationToken cancellationToken) =>
        await calls.RunAsync(token => queue.ReleaseAsync(job, token), cancellationToken).ConfigureAwait(false);
}
