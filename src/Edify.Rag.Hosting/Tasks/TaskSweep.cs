using System.Globalization;
using Edify.Rag.Hosting.Notifications;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>Finds what crashes left between two steps, and deletes tasks whose time is over.</summary>
internal sealed class TaskSweep(
    IRagTaskStore store, IJobQueue queue, TaskHandlers handlers, NotificationRelay relay, TaskSignals signals, Func<RagTaskOptions> settings, TimeProvider time, ILogger<TaskSweep> logger)
{
    private static readonly TimeSpan LongestSubmission = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan JobsKept = TimeSpan.FromDays(30);

    /// <summary>Sweeps now and then, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            await SweepAsync(isFirst, cancellationToken).ConfigureAwait(false);
            await Task.Delay(settings().SweepInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sweeps once.</summary>
    /// <param name="all">Whether tasks that were submitted just now are looked at, too: no other thread of this process is at it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SweepAsync(bool all, CancellationToken cancellationToken)
    {
        try
        {
            await EndDeadAsync(cancellationToken).ConfigureAwait(false);
            await TakeUpAsync(all, cancellationToken).ConfigureAwait(false);
            if (settings().Retention is not { } retention) return;
            var gone = await store.PruneAsync(time.GetUtcNow() - retention, cancellationToken).ConfigureAwait(false);
            if (gone > 0) logger.TasksPruned(gone);
            await queue.PurgeAsync(JobsKept, includeDead: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.SweepFailed(e);
        }
    }

    /// <summary>A task that took its processes down with it has nobody left to write its end.</summary>
    private async Task EndDeadAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in handlers.JobKinds)
        {
            await foreach (var dead in queue.ListDeadAsync(kind: kind, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (TaskJobs.KeyOf(dead.Job) is not { } key) continue;
                var reason = string.Create(CultureInfo.InvariantCulture, $"It was begun {dead.Attempts} times, and none of the processes came to its end.");
                var end = new RagTaskEnd(RagTaskState.Failed, time.GetUtcNow()) { Reason = reason };
                if (!await store.EndAsync(key, token: null, end, cancellationToken).ConfigureAwait(false)) continue;
                signals.Tell(key.Id);
                await relay.HandOnAsync(key, dead.Job.Tenant, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Enqueues what was written and never enqueued. What waits or runs already is not done twice.</summary>
    private async Task TakeUpAsync(bool all, CancellationToken cancellationToken)
    {
        var (options, young) = (settings(), time.GetUtcNow() - LongestSubmission);
        await foreach (var task in store.ListOpenAsync(cancellationToken).ConfigureAwait(false))
        {
            if (task.State is RagTaskState.Done or RagTaskState.Failed or RagTaskState.Cancelled)
                await relay.HandOnAsync(task.Key, task.Tenant, cancellationToken).ConfigureAwait(false);
            else if (all || (task.State == RagTaskState.Queued && task.SubmittedAt < young))
                await queue.EnqueueAsync([TaskJobs.ToWork(task.Key, task.Tenant, task.Kind, options.MaxAttempts)], cancellationToken).ConfigureAwait(false);
        }

        signals.Tell(TaskSignals.Submitted);
    }
}
