using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Notifications;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>Tasks, what others are told of their ends, and the sweep, side by side.</summary>
internal sealed class TaskWorker(
    IJobQueue queue, TaskHandlers handlers, TaskRunner runner, NotificationRelay relay, TaskSweep sweep, TaskSignals signals,
    Func<RagTaskOptions> settings, TimeProvider time, ILogger<TaskWorker> logger) : IRagTaskWorker
{
    // They wait for others most of the time.
    private const int ToldAtOnce = 4;

    public async Task RunAsync(bool untilIdle = false, CancellationToken cancellationToken = default)
    {
        var tasks = new JobLoop(queue, handlers.JobKinds, settings().Parallelism, signals, settings, time, logger);

        // Somebody who can't be told for hours must not keep a process alive that has nothing else to do.
        var notices = new JobLoop(queue, relay.JobKinds, ToldAtOnce, signals, settings, time, logger) { ShortestLease = NotificationRelay.Lease, LeavesDelayed = true };
        if (untilIdle)
        {
            await sweep.SweepAsync(all: true, cancellationToken).ConfigureAwait(false);
            await tasks.RunAsync(runner.RunAsync, untilIdle, cancellationToken).ConfigureAwait(false);
            await notices.RunAsync(relay.DeliverAsync, untilIdle, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await StageGroup.RunAsync(stop,
        [
            sweep.RunAsync(stop.Token),
            tasks.RunAsync(runner.RunAsync, untilIdle, stop.Token),
            notices.RunAsync(relay.DeliverAsync, untilIdle, stop.Token),
        ]).ConfigureAwait(false);
    }
}

/// <summary>Runs tasks for as long as its host.</summary>
internal sealed class TaskWorkerService(Func<IRagTaskWorker> worker, Func<RagTaskOptions> settings) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host does not wait for it.
        await Task.Yield();
        if (settings().Run) await worker().RunAsync(cancellationToken: stoppingToken).ConfigureAwait(false);
    }
}
