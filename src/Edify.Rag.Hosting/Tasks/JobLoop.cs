using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>Takes jobs of some kinds, as many at a time as there are places, until it is stopped; what it had in hand is brought to an end first.</summary>
/// <param name="queue">Where they are.</param>
/// <param name="kinds">Which.</param>
/// <param name="places">How many at a time.</param>
/// <param name="signals">Tells of jobs that this process enqueued.</param>
/// <param name="settings">Lease and poll interval.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when the queue can't be asked.</param>
internal sealed class JobLoop(
    IJobQueue queue, IReadOnlyList<string> kinds, int places, TaskSignals signals, Func<RagTaskOptions> settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);
    private static readonly string Worker = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>How long a job is the process's own at least, where that is not renewed.</summary>
    public TimeSpan ShortestLease { get; init; }

    /// <summary>Whether jobs that wait for their next try are left to a later process, and don't keep it from being idle.</summary>
    public bool LeavesDelayed { get; init; }

    /// <summary>Works until it is stopped.</summary>
    /// <param name="work">Does one job; gets its lease, and from when it counts by this machine's clock. It raises nothing.</param>
    /// <param name="untilIdle">Whether it ends when no job is left, in anybody's hands; see <see cref="LeavesDelayed"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(Func<JobLease, long, CancellationToken, Task> work, bool untilIdle, CancellationToken cancellationToken)
    {
        if (kinds.Count == 0) return;
        using var room = new SemaphoreSlim(places);
        var running = new List<Task>();
        try
        {
            while (true)
            {
                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                var submitted = signals.Next(TaskSignals.Submitted);
                var since = time.GetTimestamp();
                if (await TakeAsync(cancellationToken).ConfigureAwait(false) is { } lease)
                {
                    running.RemoveAll(task => task.IsCompleted);
                    running.Add(WorkAsync(lease, since));
                    continue;
                }

                room.Release();
                running.RemoveAll(task => task.IsCompleted);
                if (untilIdle && running.Count == 0 && await IsIdleAsync(cancellationToken).ConfigureAwait(false)) return;
                await TaskSignals.WaitAsync(submitted, settings().PollInterval, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }

        async Task WorkAsync(JobLease lease, long since)
        {
            await Task.Yield();
            try
            {
                await work(lease, since, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                room.Release();
                signals.Tell(TaskSignals.Submitted);
            }
        }
    }

    private async Task<JobLease?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var lease = settings().Lease;
                var taken = await queue.TakeAsync(new(Worker, lease > ShortestLease ? lease : ShortestLease) { Kinds = kinds }, cancellationToken).ConfigureAwait(false);
                return taken.Count > 0 ? taken[0] : null;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.QueueNotAsked(e);
                await Task.Delay(AfterFault, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> IsIdleAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in kinds)
        {
            var counts = await queue.CountAsync(kind: kind, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (counts.Waiting + counts.Running > 0 || (counts.Delayed > 0 && !LeavesDelayed)) return false;
        }

        return true;
    }
}
