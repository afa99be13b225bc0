using System.Collections.Concurrent;

namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IFencedIngestionLedger"/> must do with the <see cref="IJobQueue"/> beside it.</summary>
/// <remarks>A ledger passes <see cref="LedgerSuite"/> and its queue <see cref="JobQueueSuite"/> besides. Each test has data of its own.</remarks>
public abstract class FencedLedgerSuite : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    /// <summary>The ledger under test, empty when the test begins.</summary>
    protected IFencedIngestionLedger Ledger { get; private set; } = null!;

    /// <summary>The queue beside it, empty when the test begins.</summary>
    protected IJobQueue Queue { get; private set; } = null!;

    /// <summary>Makes an empty ledger and an empty queue beside it, for each test.</summary>
    protected abstract ValueTask<(IFencedIngestionLedger Ledger, IJobQueue Queue)> CreateAsync();

    /// <summary>Removes what <see cref="CreateAsync"/> made.</summary>
    protected virtual ValueTask DeleteAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => (Ledger, Queue) = await CreateAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DeleteAsync();
    }

    /// <summary>What a job has done and its end are one.</summary>
    [Fact]
    public async Task A_commit_writes_removes_and_ends_the_job()
    {
        await Ledger.WriteAsync([Entry("old")]);
        var lease = await LeaseAsync("a", Long);
        await Ledger.CommitAsync(lease, [Entry("a"), Entry("b")], [Entry("old").Key]);
        Assert.Equal(["a", "b"], await NamesAsync());
        Assert.Equal(new JobCounts(0, 0, 0, 1, 0), await Queue.CountAsync());
    }

    /// <summary>A job that had nothing to write ends too.</summary>
    [Fact]
    public async Task A_commit_of_nothing_ends_the_job()
    {
        await Ledger.CommitAsync(await LeaseAsync("a", Long), [], []);
        Assert.Equal(new JobCounts(0, 0, 0, 1, 0), await Queue.CountAsync());
    }

    /// <summary>What is written under a lease counts at once, and the job goes on.</summary>
    [Fact]
    public async Task Writing_under_a_lease_that_is_held_leaves_the_job_running()
    {
        var lease = await LeaseAsync("a", Long);
        await Ledger.WriteAsync([Entry("a"), Entry("b")], lease);
        await Ledger.RemoveAsync([Entry("a").Key], lease);
        Assert.Equal(["b"], await NamesAsync());
        Assert.True(await Queue.RenewAsync(lease, Long));
    }

    /// <summary>Who slept through its lease changes nothing, by no way.</summary>
    [Fact]
    public async Task A_worker_that_lost_its_job_changes_nothing()
    {
        await Ledger.WriteAsync([Entry("old")]);
        var first = await LeaseAsync("a", Short);
        var second = await TakeOnceDueAsync();

        Func<Task>[] calls =
        [
            async () => await Ledger.CommitAsync(first, [Entry("late")], [Entry("old").Key]),
            async () => await Ledger.CommitAsync(first, [], []),
            async () => await Ledger.WriteAsync([Entry("late")], first),
            async () => await Ledger.WriteAsync([], first),
            async () => await Ledger.RemoveAsync([Entry("old").Key], first),
        ];
        foreach (var call in calls) Assert.Same(first, (await Assert.ThrowsAsync<LeaseLostException>(call)).Lease);
        Assert.Equal(["old"], await NamesAsync());

        await Ledger.CommitAsync(second, [Entry("a")], []);
        Assert.Equal(["a", "old"], await NamesAsync());
    }

    /// <summary>A job is committed once, also by the worker that holds it.</summary>
    [Fact]
    public async Task A_job_that_was_ended_is_not_committed_again()
    {
        var lease = await LeaseAsync("a", Long);
        await Ledger.CommitAsync(lease, [Entry("a")], []);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Ledger.CommitAsync(lease, [Entry("b")], []));
        Assert.Equal(["a"], await NamesAsync());

        var released = await LeaseAsync("c", Long);
        await Queue.ReleaseAsync(released);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Ledger.WriteAsync([Entry("c")], released));
    }

    /// <summary>What was enqueued while the job ran is not lost by its commit.</summary>
    [Fact]
    public async Task A_job_that_is_enqueued_while_it_runs_runs_again_after_its_commit()
    {
        var lease = await LeaseAsync("a", Long);
        await Queue.EnqueueAsync([Job("a") with { Payload = "newer" }]);
        await Ledger.CommitAsync(lease, [Entry("a")], []);
        Assert.Equal("newer", (await Queue.TakeAsync(new("w", Long))).Single().Job.Payload);
    }

    /// <summary>A token that is cancelled already leaves ledger and job as they were.</summary>
    [Fact]
    public async Task Nothing_happens_once_cancelled()
    {
        var lease = await LeaseAsync("a", Long);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Ledger.CommitAsync(lease, [Entry("a")], [], new(canceled: true)));
        Assert.Empty(await NamesAsync());
        Assert.True(await Queue.RenewAsync(lease, Long));
    }

    /// <summary>Workers that sleep through leases again and again commit every job, and none twice.</summary>
    [Fact]
    public async Task Workers_that_lose_leases_commit_every_job_once()
    {
        const int Jobs = 200;
        await Queue.EnqueueAsync([.. Enumerable.Range(0, Jobs).Select(i => Job($"{i}") with { MaxAttempts = 1_000 })]);
        var (commits, lost) = (new ConcurrentBag<string>(), 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            while ((await Queue.CountAsync()).Open > 0)
            {
                foreach (var lease in await Queue.TakeAsync(new($"w{worker}", TimeSpan.FromMilliseconds(20)) { Limit = 5 }))
                {
                    await Task.Delay(random.Next(4) == 0 ? 30 : 0);
                    try
                    {
                        await Ledger.CommitAsync(lease, [Entry(lease.Job.Key) with { Attempts = lease.Attempt }], []);
                        commits.Add(lease.Job.Key);
                    }
                    catch (LeaseLostException)
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
            }
        })));

        Assert.Equal(Jobs, commits.Count);
        Assert.Equal(Jobs, commits.Distinct().Count());
        Assert.Equal(Jobs, (await NamesAsync()).Length);
        Assert.True(lost > 0, "No worker lost a lease, so nothing was shown.");
    }

    private static JobRequest Job(string key) => new("school-1", "ingest", key, string.Empty);

    private static LedgerEntry Entry(string name) => new(new("school-1", "source", name), "etag", 1);

    private async Task<JobLease> LeaseAsync(string key, TimeSpan duration)
    {
        await Queue.EnqueueAsync([Job(key)]);
        return (await Queue.TakeAsync(new("w1", duration))).Single();
    }

    private async Task<JobLease> TakeOnceDueAsync()
    {
        for (var i = 0; i < 3_000; i++)
        {
            if (await Queue.TakeAsync(new("w2", Long)) is [var taken]) return taken;
            await Task.Delay(10);
        }

        throw new TimeoutException("The job did not come back to the queue.");
    }

    private async Task<string[]> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var entry in Ledger.ListAsync("school-1")) names.Add(entry.Key.Name);
        return [.. names];
    }
}
