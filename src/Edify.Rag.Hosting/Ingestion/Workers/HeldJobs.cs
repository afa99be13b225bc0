using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>The jobs in this process's hands: renews their leases, and knows how much room there is for more.</summary>
internal sealed class HeldJobs(IJobQueue queue, IngestionWorkerOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private const int RenewedAtOnce = 4;

    private readonly ConcurrentDictionary<Guid, HeldJob> _jobs = new();
    private readonly SemaphoreSlim _room = new(options.Concurrency);

    public ICollection<HeldJob> All => _jobs.Values;

    public bool IsEmpty => _jobs.IsEmpty;

    /// <summary>Waits until there is room, and tells for how many.</summary>
    public async ValueTask<int> RoomAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _room.Release() + 1;
    }

    /// <summary>Takes jobs in, at once: from here on they are given back whatever happens.</summary>
    /// <param name="leases">The jobs; there is room for them.</param>
    /// <param name="since">When they were asked for.</param>
    public IReadOnlyList<HeldJob> Add(IReadOnlyList<JobLease> leases, long since) => [.. leases.Select(lease => Add(lease, since))];

    public HeldJob? Find(LedgerKey key, string kind) => _jobs.GetValueOrDefault(RagIds.Job(key.Tenant, kind, key.Name));

    /// <summary>Nothing is left to do with it.</summary>
    public void Remove(HeldJob job)
    {
        if (!_jobs.TryRemove(job.Lease.Job.Id, out _)) return;
        _room.Release();
        job.SetEnded();
    }

    /// <summary>Waits until no other job is held.</summary>
    public Task OthersEndedAsync(HeldJob job, CancellationToken cancellationToken) =>
        Task.WhenAll(_jobs.Values.Where(j => j != job).Select(j => j.Ended)).WaitAsync(cancellationToken);

    /// <summary>Renews leases until it is cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = RenewedAtOnce, CancellationToken = cancellationToken };
        while (true)
        {
            await Task.Delay(options.Lease / 3, time, cancellationToken).ConfigureAwait(false);
            await Parallel.ForEachAsync(_jobs.Values, parallel, RenewAsync).ConfigureAwait(false);
        }
    }

    public void Dispose() => _room.Dispose();

    private HeldJob Add(JobLease lease, long since)
    {
        if (!_room.Wait(0)) throw new InvalidOperationException("More jobs were taken than there is room for.");
        return _jobs[lease.Job.Id] = new(lease, since, time);
    }

    private async ValueTask RenewAsync(HeldJob job, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        try
        {
            if (job.IsLost || !await queue.RenewAsync(job.Lease, options.Lease, cancellationToken).ConfigureAwait(false)) Lose(job);
            else job.Renewed(since);
        }
        catch (RagException e)
        {
            // The next round tries again; what can't be renewed in time is lost by the clock.
            logger.LeaseNotRenewed(e, job.Lease.Job.Key);
        }
    }

    private void Lose(HeldJob job)
    {
        // One that ended while it was being renewed is not lost.
        if (!_jobs.ContainsKey(job.Lease.Job.Id)) return;
        job.Lose();
        logger.LeaseLost(job.Lease.Job.Key);
    }
}
