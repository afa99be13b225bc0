using QueueFailure = Edify.Rag.JobFailure;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Lists the source when it is due: by one process at a time, whichever comes first.</summary>
/// <remarks>
/// The schedule is a job of the queue that never ends: it waits for its next time, by the clock of the queue's store, and
/// whoever takes it then coordinates. So the processes keep one schedule, and the next one takes over when one dies.
/// </remarks>
internal sealed class ListingDuty(WorkerParts worker)
{
    private readonly WorkerSchedule _schedule = new(worker.Options, worker.Time);
    private readonly WorkerIdentity _identity = worker.Identity;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var job = new JobRequest(_identity.Tenant, _identity.Listing, $"/{_identity.Prefix}", "scheduled") { MaxAttempts = int.MaxValue };
        await worker.Queue.EnqueueAsync([job], cancellationToken).ConfigureAwait(false);
        var claim = new JobClaim(_identity.Worker, worker.Options.Lease) { Kinds = [_identity.Listing] };
        while (true)
        {
            var since = worker.Time.GetTimestamp();
            var leases = await worker.Queue.TakeAsync(claim, cancellationToken).ConfigureAwait(false);
            if (leases.Count > 0) await CoordinateAsync(new(leases[0], since, worker.Time), cancellationToken).ConfigureAwait(false);
            worker.State.Healthy(nameof(ListingDuty));
            await Task.Delay(worker.Options.PollInterval, worker.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CoordinateAsync(HeldJob job, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(job, stop);
        try
        {
            await ListAsync(stop.Token).ConfigureAwait(false);
            await worker.Queue.FailAsync(job.Lease, new("Waits for its next time.") { Delay = _schedule.Next() }, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The lease is lost: another process lists.
        }
        catch (Exception e) when (e is RagException or OperationCanceledException or IOException or HttpRequestException)
        {
            await GiveBackAsync(job, e is OperationCanceledException ? TimeSpan.Zero : worker.Options.RetryDelay).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var services = worker.Services();
        var (_, fingerprint, collection) = await worker.PrepareAsync(services, cancellationToken).ConfigureAwait(false);
        var parts = services.Decorate() with { Collection = collection };
        await new SourceListing(worker, parts, worker.Triage(fingerprint)).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RenewAsync(HeldJob job, CancellationTokenSource stop)
    {
        while (!job.IsLost)
        {
            await Task.Delay(worker.Options.Lease / 3, worker.Time, stop.Token).ConfigureAwait(false);
            var since = worker.Time.GetTimestamp();
            try
            {
                if (await worker.Queue.RenewAsync(job.Lease, worker.Options.Lease, stop.Token).ConfigureAwait(false)) job.Renewed(since);
                else job.Lose();
            }
            catch (RagException e)
            {
                worker.Logger.LeaseNotRenewed(e, job.Lease.Job.Key);
            }
        }

        await stop.CancelAsync().ConfigureAwait(false);
    }

    private async Task GiveBackAsync(HeldJob job, TimeSpan delay)
    {
        try
        {
            await worker.Queue.FailAsync(job.Lease, new QueueFailure("It was broken off.") { Delay = delay }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagException e)
        {
            worker.Logger.JobsLeft(e, 1);
        }
    }
}
