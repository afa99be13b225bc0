using Edify.Rag.Hosting.Tasks;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Notifications;

/// <summary>Hands the ends of tasks on to the notifiers: a job for each, so that one that is down keeps no other waiting.</summary>
/// <remarks>
/// An end is written with the note that others are to be told, and the note goes when the jobs are in the queue. A crash in between
/// has them enqueued again by <see cref="TaskSweep"/>: at least once, and always under the same identifier.
/// </remarks>
internal sealed class NotificationRelay(
    IRagTaskStore store, IJobQueue queue, IReadOnlyList<IRagNotifier> notifiers, TaskSignals signals, TimeProvider time, ILogger<NotificationRelay> logger)
{
    private const int MaxAttempts = 8;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(25);

    /// <summary>Longer than a try takes: nobody else begins with it meanwhile.</summary>
    public static TimeSpan Lease { get; } = 2 * LongestTry;

    /// <summary>Whether anybody else is told of ends.</summary>
    public bool IsNeeded => notifiers.Count > 0;

    public IReadOnlyList<string> JobKinds { get; } = [.. notifiers.Select(n => TaskJobs.KindOfNotifier(n.Name))];

    /// <summary>Sees to it that all are told of an end.</summary>
    public async Task HandOnAsync(RagTaskKey key, string tenant, CancellationToken cancellationToken)
    {
        if (IsNeeded)
        {
            await queue.EnqueueAsync([.. notifiers.Select(n => TaskJobs.ToTell(key, tenant, n.Name, MaxAttempts))], cancellationToken).ConfigureAwait(false);
            signals.Tell(TaskSignals.Submitted);
        }

        await store.SetToldAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells one notifier of one end. What goes wrong is left to the next try.</summary>
    public async Task DeliverAsync(JobLease lease, long since, CancellationToken stopping)
    {
        var key = TaskJobs.KeyOf(lease.Job);
        try
        {
            var notifier = notifiers.FirstOrDefault(n => n.Name == TaskJobs.NotifierOf(lease.Job));
            if (key is null || notifier is null || await store.FindNoticeAsync(key, stopping).ConfigureAwait(false) is not { } notice)
            {
                await queue.CompleteAsync(lease, CancellationToken.None).ConfigureAwait(false);
                return;
            }

            if (await TryAsync(notifier, notice, lease, stopping).ConfigureAwait(false) is { } failure)
                await queue.FailAsync(lease, failure, CancellationToken.None).ConfigureAwait(false);
            else
                await queue.CompleteAsync(lease, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.ReleaseAsync(lease, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagException e)
        {
            logger.NoticeFailed(e, lease.Job.Kind, key?.Id ?? Guid.Empty, lease.Attempt);
        }
    }

    private async Task<JobFailure?> TryAsync(IRagNotifier notifier, RagNotice notice, JobLease lease, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(LongestTry, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        try
        {
            await notifier.NotifyAsync(notice, stop.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            logger.NoticeFailed(e, notifier.Name, notice.Task.Id, lease.Attempt);
            var (isFinal, after) = e is RagException told ? (!told.IsTransient, told.RetryAfter) : (false, null);
            return new(e is RagException ? e.Message : $"{notifier.Name} failed ({e.GetType().Name}).") { IsFinal = isFinal, Delay = after ?? DelayAfter(lease.Attempt) };
        }
    }

    // 5 s, 20 s, 80 s, … , 6 h, each up to a fifth longer, so that what failed together does not come back together.
    private static TimeSpan DelayAfter(int attempt)
    {
        var delay = FirstDelay * Math.Pow(4, Math.Min(attempt - 1, 10));
        return (delay < LongestDelay ? delay : LongestDelay) * (1 + (Random.Shared.NextDouble() / 5));
    }
}
