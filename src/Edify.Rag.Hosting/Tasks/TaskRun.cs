using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>One try of a task: what its handler sees, and what keeps it the process's own meanwhile.</summary>
/// <remarks>
/// The lease is measured from before it was asked for, by this machine's own clock, so that the process stops before others may
/// begin, whether or not the queue can be reached.
/// </remarks>
internal sealed class TaskRun : IRagTaskContext, IDisposable
{
    private const double LeastToEstimateFrom = 1;
    private static readonly TimeSpan LongestUnasked = TimeSpan.FromSeconds(2);

    private readonly IRagTaskStore _store;
    private readonly IJobQueue _queue;
    private readonly TaskSignals _signals;
    private readonly RagTaskOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop;
    private readonly RagTaskKey _key;
    private readonly long _started;
    private readonly double _startedAt;
    private RagTaskProgress? _pending;
    private long _since;
    private volatile bool _isLost;

    public TaskRun(
        IRagTaskStore store, IJobQueue queue, TaskSignals signals, RagTaskOptions options, TimeProvider time, ILogger logger,
        JobLease lease, long since, RagTaskKey key, RagTaskWork work, CancellationToken stopping)
    {
        (_store, _queue, _signals, _options, _time, _logger) = (store, queue, signals, options, time, logger);
        (Lease, _since, _key, User, Input, Saved) = (lease, since, key, work.User, work.Input, work.Saved);
        (_started, _startedAt) = (time.GetTimestamp(), work.Task.Percent);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    public Guid Id => _key.Id;

    public RagUser User { get; set; }

    public string Input { get; }

    public IReadOnlyDictionary<string, string> Saved { get; }

    public JobLease Lease { get; }

    /// <summary>Stops the handler.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether the task has ended without this try, or another process may have it.</summary>
    public bool IsLost => _isLost;

    public void Report(double percent, string stage, TimeSpan? remaining = null) =>
        Volatile.Write(ref _pending, new(percent, stage, remaining ?? Estimate(percent)));

    public async ValueTask SaveAsync(string name, string json, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 100, nameof(name));
        if (name.Contains('\n', StringComparison.Ordinal)) throw new ArgumentException("The name holds a line break.", nameof(name));
        if (!_isLost && await _store.SaveAsync(_key, Lease.Token, name, json, cancellationToken).ConfigureAwait(false)) return;
        await LoseAsync().ConfigureAwait(false);
        throw new OperationCanceledException(_stop.Token);
    }

    /// <summary>Keeps the lease, writes how far the task is, and finds out when it was called off, until it is cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        while (!_isLost)
        {
            var changed = _signals.Next(_key.Id);
            await TaskSignals.WaitAsync(changed, Soonest(), _time, cancellationToken).ConfigureAwait(false);
            try
            {
                var progress = Interlocked.Exchange(ref _pending, null);
                if (progress is not null || changed.IsCompleted || _time.GetElapsedTime(asked) >= LongestUnasked)
                {
                    asked = _time.GetTimestamp();
                    if (!await _store.ReportAsync(_key, Lease.Token, progress, cancellationToken).ConfigureAwait(false)) await LoseAsync().ConfigureAwait(false);
                }

                if (progress is not null) _signals.Tell(_key.Id);
                if (_time.GetElapsedTime(_since) >= _options.Lease / 3) await RenewAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The next round tries again; what can't be renewed in time is lost by the clock.
                _logger.TaskNotKept(e, _key.Id);
            }

            if (_time.GetElapsedTime(_since) >= Lease.Duration) await LoseAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _stop.Dispose();

    private TimeSpan Soonest() => _options.ProgressInterval < _options.Lease / 6 ? _options.ProgressInterval : _options.Lease / 6;

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        if (await _queue.RenewAsync(Lease, Lease.Duration, cancellationToken).ConfigureAwait(false)) _since = since;
        else await LoseAsync().ConfigureAwait(false);
    }

    private Task LoseAsync()
    {
        _isLost = true;
        return _stop.CancelAsync();
    }

    // By what this try has done so far: what came before it took another process's time.
    private TimeSpan? Estimate(double percent)
    {
        var done = percent - _startedAt;
        return done < LeastToEstimateFrom || percent >= 100 ? null : _time.GetElapsedTime(_started) * ((100 - percent) / done);
    }
}
