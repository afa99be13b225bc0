using System.Runtime.CompilerServices;
using System.Text.Json;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Jobs;

/// <summary>The queue as a journal in a directory: jobs in memory, every change durable before it counts.</summary>
/// <remarks>
/// The processes of one machine take turns at it, so that a command at the terminal hands work to the host beside it; whoever finds
/// nothing due writes nothing. Times are of this machine's clock.
/// </remarks>
internal sealed class FileJobQueue : IJobQueue, IDisposable
{
    private const int RecordsWorthCompacting = 10_000;

    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly QueueContent _content = new();
    private readonly ProcessTurns _turns;
    private readonly TurnJournal _journal;

    public FileJobQueue(string directory, TimeProvider time)
    {
        (_directory, _time) = (directory, time);
        _turns = new(Path.Combine(directory, "locks"), places: 1, time);
        _journal = new(directory, "jobs-", Replay, _content.Clear);
    }

    public async ValueTask<int> EnqueueAsync(IReadOnlyList<JobRequest> jobs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        cancellationToken.ThrowIfCancellationRequested();
        if (jobs.Count == 0) return 0;
        return await InTurnAsync(now =>
        {
            var (place, added, changed) = (_content.Place, 0, new List<QueuedJob>());
            foreach (var job in jobs.GroupBy(j => j.Id, (_, same) => same.Last()))
            {
                var known = _content.Find(job.Id);
                if (JobRules.Enqueue(known, job, place + 1, now) is not { } next) continue;
                changed.Add(next);
                if (known is { IsOpen: true }) continue;
                (place, added) = (place + 1, added + 1);
            }

            Write(changed);
            return added;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<JobLease>> TakeAsync(JobClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim.Worker);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(claim.Duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(claim.Limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        if (!Read(() => _content.Due(claim, _time.GetUtcNow()).Any())) return [];
        return await InTurnAsync(now =>
        {
            var (token, changed, leases) = (_content.Token, new List<QueuedJob>(), new List<JobLease>());

            // Jobs that died on the way make room for those behind them.
            foreach (var job in _content.Due(claim, now))
            {
                var taken = JobRules.Take(job, claim, ++token, now);
                changed.Add(taken);
                if (taken.State != QueuedJobState.Running) continue;
                leases.Add(new(taken.Job, claim.Worker, token) { Attempt = taken.Attempt, Duration = claim.Duration, ExpiresAt = taken.VisibleAt });
                if (leases.Count == claim.Limit) break;
            }

            Write(changed);
            return leases;
        }, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> RenewAsync(JobLease lease, TimeSpan extension, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(extension, TimeSpan.Zero);
        return ChangeAsync(lease, (job, now) => job with { VisibleAt = now + extension }, cancellationToken);
    }

    public ValueTask<bool> CompleteAsync(JobLease lease, CancellationToken cancellationToken = default) =>
        ChangeAsync(lease, (job, now) => JobRules.Complete(job, _content.Place + 1, now), cancellationToken);

    public ValueTask<bool> FailAsync(JobLease lease, JobFailure failure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentOutOfRangeException.ThrowIfLessThan(failure.Delay, TimeSpan.Zero);
        return ChangeAsync(lease, (job, now) => JobRules.Fail(job, failure, now), cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(JobLease lease, CancellationToken cancellationToken = default) =>
        ChangeAsync(lease, JobRules.Release, cancellationToken);

    public ValueTask<JobCounts> CountAsync(string? tenant = null, string? kind = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        return new(Read(() =>
        {
            var counts = new long[5];
            foreach (var job in _content.Jobs.Where(job => Is(job, tenant, kind))) counts[job.State == QueuedJobState.Waiting && job.VisibleAt > now ? 4 : (int)job.State]++;
            return new JobCounts(counts[0], counts[4], counts[1], counts[2], counts[3]);
        }));
    }

    public async IAsyncEnumerable<DeadJob> ListDeadAsync(string? tenant = null, string? kind = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var dead = Read(() => _content.Jobs.Where(job => job.State == QueuedJobState.Dead && Is(job, tenant, kind)).OrderBy(job => job.EndedAt).ThenBy(job => job.Job.Id).ToList());
        foreach (var job in dead)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(job.Job, job.Reason, job.Attempt, job.EndedAt!.Value);
        }
    }

    public async ValueTask<long> PurgeAsync(TimeSpan age, bool includeDead = false, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        if (!Read(() => Ended(_time.GetUtcNow()).Any())) return 0;
        return await InTurnAsync(now =>
        {
            var gone = Ended(now).Select(job => job.Job.Id).ToList();
            if (gone.Count > 0) _journal.Append([new QueueRecord { Forgotten = gone, Place = _content.Place, Token = _content.Token }.Encode()]);
            return (long)gone.Count;
        }, cancellationToken).ConfigureAwait(false);

        IEnumerable<QueuedJob> Ended(DateTimeOffset now) => _content.Jobs.Where(
            job => job.EndedAt is { } at && now - at >= age && (job.State == QueuedJobState.Done || includeDead));
    }

    public void Dispose()
    {
        lock (_gate) _journal.Dispose();
    }

    private static bool Is(QueuedJob job, string? tenant, string? kind) =>
        (tenant is null || job.Job.Tenant == tenant) && (kind is null || job.Job.Kind == kind);

    private async ValueTask<bool> ChangeAsync(JobLease lease, Func<QueuedJob, DateTimeOffset, QueuedJob> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return await InTurnAsync(now =>
        {
            if (_content.Find(lease.Job.Id) is not { } job || !job.IsHeldBy(lease)) return false;
            Write([change(job, now)]);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            _journal.Refresh();
            return read();
        }
    }

    private Task<T> InTurnAsync<T>(Func<DateTimeOffset, T> work, CancellationToken cancellationToken) => _turns.TakeAsync(0, () =>
    {
        lock (_gate)
        {
            _journal.RefreshInTurn();
            return work(_time.GetUtcNow());
        }
    }, cancellationToken);

    private void Write(List<QueuedJob> changed)
    {
        if (changed.Count == 0) return;
        _journal.Append(changed.Select(job => new QueueRecord { Job = job }.Encode()));
        if (_journal.Records >= RecordsWorthCompacting && _journal.Records >= 2L * _content.Jobs.Count) _journal.Compact(_content.ToRecords().Select(r => r.Encode()).ToList());
    }

    private void Replay(ReadOnlyMemory<byte> record)
    {
        try
        {
            _content.Apply(QueueRecord.Decode(record.Span));
        }
        catch (JsonException e)
        {
            throw new RagStateException(
                _directory, $"The job queue in '{_directory}' holds a record that this version can't read. Use the version that wrote it, or delete the directory: tasks that wait are enqueued again.", innerException: e);
        }
    }
}
