using Edify.Rag.Hosting.Notifications;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>Does one task after its lease was taken: begin → rights → handler → end, told and written as one.</summary>
internal sealed class TaskRunner(
    IRagTaskStore store, IJobQueue queue, TaskHandlers handlers, IRagTaskRights? rights, NotificationRelay relay, TaskSignals signals,
    Func<RagTaskOptions> settings, TimeProvider time, ILogger<TaskRunner> logger)
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <summary>Does it. What goes wrong is written to the task, or left to its next try.</summary>
    public async Task RunAsync(JobLease lease, long since, CancellationToken stopping)
    {
        var key = TaskJobs.KeyOf(lease.Job);
        try
        {
            if (key is null || await store.BeginAsync(key, lease.Token, time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false) is not { } work)
            {
                await queue.CompleteAsync(lease, CancellationToken.None).ConfigureAwait(false);
                return;
            }

            signals.Tell(key.Id);
            await WorkAsync(lease, since, key, work, stopping).ConfigureAwait(false);
            signals.Tell(key.Id);
        }
        catch (OperationCanceledException e)
        {
            // The store or the queue did not answer in time.
            logger.TaskNotWritten(e, key?.Id ?? Guid.Empty);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Also those that nobody expects: one task must not end all others.
            logger.TaskNotWritten(e, key?.Id ?? Guid.Empty);
        }
    }

    private async Task WorkAsync(JobLease lease, long since, RagTaskKey key, RagTaskWork work, CancellationToken stopping)
    {
        var (task, options) = (work.Task, settings());
        logger.TaskBegun(task.Id, task.Kind, lease.Attempt);
        RagTaskEnd end;
        using var keeping = new CancellationTokenSource();
        using var run = new TaskRun(store, queue, signals, options, time, logger, lease, since, key, work, stopping);
        var kept = run.KeepAsync(keeping.Token);
        try
        {
            run.User = await RightsOfAsync(work.User, run.Token).ConfigureAwait(false);
            var result = await handlers.Get(task.Kind).RunAsync(run, run.Token).ConfigureAwait(false);
            end = new(RagTaskState.Done, time.GetUtcNow()) { Result = result };
        }
        catch (Exception) when (run.IsLost)
        {
            // Where nobody took it, because the queue could not be reached, it goes on; where it has ended, the next one to take it finds so.
            logger.TaskLost(task.Id, task.Kind);
            await queue.ReleaseAsync(lease, CancellationToken.None).ConfigureAwait(false);
            return;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await StopKeepingAsync().ConfigureAwait(false);
            await GiveBackAsync(lease, key).ConfigureAwait(false);
            return;
        }
        catch (RagException e) when (e.IsTransient && !lease.IsLastAttempt)
        {
            await StopKeepingAsync().ConfigureAwait(false);
            await RetryAsync(lease, key, task, e, options).ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            end = Failed(e, task);
        }
        finally
        {
            await StopKeepingAsync().ConfigureAwait(false);
        }

        await EndAsync(lease, key, task, end).ConfigureAwait(false);

        async Task StopKeepingAsync()
        {
            await keeping.CancelAsync().ConfigureAwait(false);
            await kept.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<RagUser> RightsOfAsync(RagUser user, CancellationToken cancellationToken)
    {
        if (rights is null) return user;
        var now = await rights.RefreshAsync(user, cancellationToken).ConfigureAwait(false);

        // Who comes back as somebody else would read with that one's rights.
        return now is not null && now.Id == user.Id && now.Tenant == user.Tenant
            ? now
            : throw new RagTaskRefusedException("Who asked for this has no account any more, and so nothing was done.");
    }

    // The end is written before the job ends: a crash in between has the job taken again, which finds that nothing is left to do.
    private async Task EndAsync(JobLease lease, RagTaskKey key, RagTask task, RagTaskEnd end)
    {
        using var patience = new CancellationTokenSource(LongestGoodbye, time);
        if (await store.EndAsync(key, lease.Token, end, patience.Token).ConfigureAwait(false))
        {
            logger.TaskEnded(task.Id, task.Kind, end.State);
            signals.Tell(key.Id);
            await relay.HandOnAsync(key, lease.Job.Tenant, patience.Token).ConfigureAwait(false);
        }

        await queue.CompleteAsync(lease, patience.Token).ConfigureAwait(false);
    }

    private async Task GiveBackAsync(JobLease lease, RagTaskKey key)
    {
        using var patience = new CancellationTokenSource(LongestGoodbye, time);
        await store.SuspendAsync(key, lease.Token, "interrupted; it goes on where it was", patience.Token).ConfigureAwait(false);
        await queue.ReleaseAsync(lease, patience.Token).ConfigureAwait(false);
    }

    private async Task RetryAsync(JobLease lease, RagTaskKey key, RagTask task, RagException error, RagTaskOptions options)
    {
        var delay = error.RetryAfter ?? options.RetryDelay * Math.Pow(2, Math.Min(lease.Attempt - 1, 20));
        if (delay > LongestDelay) delay = LongestDelay;
        logger.TaskRetried(error, task.Id, task.Kind, delay);
        using var patience = new CancellationTokenSource(LongestGoodbye, time);
        await store.SuspendAsync(key, lease.Token, $"waits to be tried again: {error.Message}", patience.Token).ConfigureAwait(false);
        await queue.FailAsync(lease, new(error.Message) { Delay = delay }, patience.Token).ConfigureAwait(false);
    }

    private RagTaskEnd Failed(Exception error, RagTask task)
    {
        logger.TaskFailed(error, task.Id, task.Kind);
        var reason = error is RagException ? error.Message : $"It ended by an error that was not expected ({error.GetType().Name}); the log tells more.";
        return new(RagTaskState.Failed, time.GetUtcNow()) { Reason = reason };
    }
}
