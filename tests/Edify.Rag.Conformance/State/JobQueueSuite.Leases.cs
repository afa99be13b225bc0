namespace Edify.Rag.Conformance;

public abstract partial class JobQueueSuite
{
    /// <summary>A job whose lease ran out goes to another worker, and the first one has no say any more.</summary>
    [Fact]
    public async Task A_lease_that_ran_out_goes_to_another_worker_and_the_first_one_is_refused()
    {
        await EnqueueAsync(Job("a"));
        var first = await TakeOneAsync(Short);
        var second = await TakeOnceDueAsync(Long);
        Assert.Equal((2, "w2"), (second.Attempt, second.Worker));
        Assert.True(second.Token > first.Token);

        Assert.False(await Queue.RenewAsync(first, Long));
        Assert.False(await Queue.CompleteAsync(first));
        Assert.False(await Queue.FailAsync(first, new("late")));
        Assert.False(await Queue.ReleaseAsync(first));
        Assert.Equal(new JobCounts(0, 0, 1, 0, 0), await Queue.CountAsync());
        Assert.True(await Queue.CompleteAsync(second));
    }

    /// <summary>A worker that was slow but alone has lost nothing.</summary>
    [Fact]
    public async Task A_lease_that_ran_out_is_held_until_someone_takes_the_job()
    {
        await EnqueueAsync(Job("a"));
        var lease = await TakeOneAsync(Short);
        await Task.Delay(20);
        Assert.True(await Queue.CompleteAsync(lease));
        Assert.Null(await TakeAsync());
    }

    /// <summary>A heartbeat keeps the job.</summary>
    [Fact]
    public async Task A_renewed_lease_does_not_run_out()
    {
        await EnqueueAsync(Job("a"));
        var lease = await TakeOneAsync(Short);
        Assert.True(await Queue.RenewAsync(lease, Long));
        await Task.Delay(20);
        Assert.Null(await TakeAsync(worker: "w2"));
        Assert.True(await Queue.RenewAsync(lease, Short));
        Assert.Equal("a", (await TakeOnceDueAsync()).Job.Key);
    }

    /// <summary>A job is ended once.</summary>
    [Fact]
    public async Task A_job_that_was_ended_is_nobodys()
    {
        await EnqueueAsync(Job("a"));
        var lease = await TakeOneAsync();
        Assert.True(await Queue.CompleteAsync(lease));
        Assert.False(await Queue.CompleteAsync(lease));
        Assert.False(await Queue.RenewAsync(lease, Long));
        Assert.False(await Queue.ReleaseAsync(lease));
        Assert.Equal(new JobCounts(0, 0, 0, 1, 0), await Queue.CountAsync());
    }

    /// <summary>What is given back is there at once, first in line, and nothing was tried.</summary>
    [Fact]
    public async Task A_job_that_is_given_back_is_taken_next_and_was_not_tried()
    {
        await EnqueueAsync(Job("a") with { MaxAttempts = 1 }, Job("b"));
        for (var i = 0; i < 3; i++)
        {
            var lease = await TakeOneAsync();
            Assert.Equal(("a", 1), (lease.Job.Key, lease.Attempt));
            Assert.True(await Queue.ReleaseAsync(lease));
        }
    }

    /// <summary>A job that failed waits as long as it was told, and is tried again.</summary>
    [Fact]
    public async Task A_failed_job_waits_for_its_next_try()
    {
        await EnqueueAsync(Job("a"));
        Assert.True(await Queue.FailAsync(await TakeOneAsync(), new("busy") { Delay = TimeSpan.FromMilliseconds(1) }));
        var second = await TakeOnceDueAsync();
        Assert.Equal(2, second.Attempt);

        Assert.True(await Queue.FailAsync(second, new("busy") { Delay = Long }));
        Assert.Null(await TakeAsync());
        Assert.Equal(new JobCounts(0, 1, 0, 0, 0), await Queue.CountAsync());
    }

    /// <summary>Asking for the same work does not undo a delay; new work does, and has all tries before it.</summary>
    [Fact]
    public async Task A_new_payload_ends_the_wait_and_an_old_one_does_not()
    {
        await EnqueueAsync(Job("a", "1"));
        await Queue.FailAsync(await TakeOneAsync(), new("busy") { Delay = Long });
        await EnqueueAsync(Job("a", "1"));
        Assert.Null(await TakeAsync());
        Assert.Equal(0, await Queue.EnqueueAsync([Job("a", "2")]));
        Assert.Equal(1, (await TakeOneAsync()).Attempt);
    }

    /// <summary>After its last try a job is dead, with the reason; asked for again, it lives.</summary>
    [Fact]
    public async Task A_job_dies_of_its_last_failure_and_can_be_asked_for_again()
    {
        await EnqueueAsync(Job("a") with { MaxAttempts = 2 });
        await Queue.FailAsync(await TakeOneAsync(), new("first"));
        var last = await TakeOneAsync();
        Assert.True(last.IsLastAttempt);
        Assert.True(await Queue.FailAsync(last, new("second") { Delay = Long }));

        Assert.Null(await TakeAsync());
        Assert.Equal(new JobCounts(0, 0, 0, 0, 1), await Queue.CountAsync());
        var dead = Assert.Single(await DeadAsync());
        Assert.Equal((Job("a") with { MaxAttempts = 2 }, "second", 2), (dead.Job, dead.Reason, dead.Attempts));

        Assert.Equal(1, await Queue.EnqueueAsync([Job("a")]));
        Assert.Equal(1, (await TakeOneAsync()).Attempt);
        Assert.Empty(await DeadAsync());
    }

    /// <summary>Where another try is useless, none is made.</summary>
    [Fact]
    public async Task A_final_failure_leaves_no_further_try()
    {
        await EnqueueAsync(Job("a"));
        Assert.True(await Queue.FailAsync(await TakeOneAsync(), new("hopeless") { IsFinal = true }));
        Assert.Equal("hopeless", Assert.Single(await DeadAsync()).Reason);
    }

    /// <summary>A job that takes its workers with it dies as well, and those behind it are served.</summary>
    [Fact]
    public async Task A_job_whose_workers_vanish_dies_and_makes_room()
    {
        await EnqueueAsync(Job("poison") with { MaxAttempts = 2 });
        await TakeOneAsync(Short, "victim-1");
        await TakeOnceDueAsync(Short, "victim-2");
        await EnqueueAsync(Job("b"));
        Assert.Equal("b", (await TakeOneAsync(Long, "w3")).Job.Key);

        // The lease of the second victim may have run out after that; then it is the next taker who finds it.
        for (var i = 0; i < 3_000 && (await DeadAsync()).Count == 0; i++) Assert.Null(await TakeAsync(Long, "w3"));
        var dead = Assert.Single(await DeadAsync());
        Assert.Equal(("poison", 2), (dead.Job.Key, dead.Attempts));
        Assert.Contains("victim-2", dead.Reason, StringComparison.Ordinal);
    }

    /// <summary>Counts and the list of the dead are of whom they are asked about.</summary>
    [Fact]
    public async Task Counts_and_lists_are_of_one_tenant_and_kind_if_asked()
    {
        await EnqueueAsync(Job("a"), Job("b", kind: "x"), Job("c") with { Tenant = "school-2" });
        Assert.Equal(3, (await Queue.CountAsync()).Open);
        Assert.Equal(2, (await Queue.CountAsync("school-1")).Waiting);
        Assert.Equal(1, (await Queue.CountAsync("school-1", "x")).Waiting);
        Assert.Equal(2, (await Queue.CountAsync(kind: "ingest")).Waiting);
        Assert.Equal(new JobCounts(0, 0, 0, 0, 0), await Queue.CountAsync("nobody"));

        foreach (var lease in await Queue.TakeAsync(new("w", Long) { Limit = 3 })) await Queue.FailAsync(lease, new(lease.Job.Key) { IsFinal = true });
        Assert.Equal(["a", "b", "c"], (await DeadAsync()).Select(d => d.Reason));
        Assert.Equal(["b"], (await DeadAsync("school-1", "x")).Select(d => d.Reason));
    }

    /// <summary>Thousands of the dead are listed, each once.</summary>
    [Fact]
    public async Task Thousands_of_dead_jobs_are_listed()
    {
        await Queue.EnqueueAsync([.. Enumerable.Range(0, 2_100).Select(i => Job($"{i}") with { MaxAttempts = 1 })]);
        Assert.Equal(2_100, (await Queue.TakeAsync(new("w", Short) { Limit = 2_100 })).Count);
        for (var i = 0; i < 3_000 && (await Queue.CountAsync()).Dead < 2_100; i++) Assert.Empty(await Queue.TakeAsync(new("w", Long) { Limit = 3_000 }));
        var dead = await DeadAsync();
        Assert.Equal(2_100, dead.Select(d => d.Job.Key).Distinct().Count());
        Assert.Equal(2_100, dead.Count);
    }

    /// <summary>Only what ended is forgotten, the dead only on demand, and the young not at all.</summary>
    [Fact]
    public async Task Purging_forgets_what_ended()
    {
        await EnqueueAsync(Job("done"), Job("dead"), Job("running"), Job("waiting"));
        await Queue.CompleteAsync(await TakeOneAsync());
        await Queue.FailAsync(await TakeOneAsync(), new("no") { IsFinal = true });
        await TakeOneAsync();

        Assert.Equal(0, await Queue.PurgeAsync(Long, includeDead: true));
        Assert.Equal(1, await Queue.PurgeAsync(TimeSpan.Zero));
        Assert.Equal(new JobCounts(1, 0, 1, 0, 1), await Queue.CountAsync());
        Assert.Equal(1, await Queue.PurgeAsync(TimeSpan.Zero, includeDead: true));
        Assert.Equal(new JobCounts(1, 0, 1, 0, 0), await Queue.CountAsync());
    }

    /// <summary>A token that is cancelled already stops every member, and nothing changes.</summary>
    [Fact]
    public async Task Nothing_happens_once_cancelled()
    {
        await EnqueueAsync(Job("a"), Job("b"));
        var lease = await TakeOneAsync();
        Func<Task>[] calls =
        [
            async () => await Queue.EnqueueAsync([Job("c")], CancelledAlready),
            async () => await Queue.TakeAsync(new("w", Long), CancelledAlready),
            async () => await Queue.RenewAsync(lease, Long, CancelledAlready),
            async () => await Queue.CompleteAsync(lease, CancelledAlready),
            async () => await Queue.FailAsync(lease, new("no"), CancelledAlready),
            async () => await Queue.ReleaseAsync(lease, CancelledAlready),
            async () => await Queue.CountAsync(cancellationToken: CancelledAlready),
            async () => await Queue.PurgeAsync(TimeSpan.Zero, true, CancelledAlready),
            async () => { await foreach (var _ in Queue.ListDeadAsync(cancellationToken: CancelledAlready)) { } },
        ];
        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        Assert.Equal(new JobCounts(1, 0, 1, 0, 0), await Queue.CountAsync());
    }

    /// <summary>What can't be meant is refused.</summary>
    [Fact]
    public async Task Senseless_arguments_are_refused()
    {
        await EnqueueAsync(Job("a"));
        var lease = await TakeOneAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Queue.TakeAsync(new("w", Long) { Limit = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Queue.TakeAsync(new("w", TimeSpan.Zero)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Queue.TakeAsync(new(" ", Long)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Queue.RenewAsync(lease, TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Queue.FailAsync(lease, new("no") { Delay = -Long }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Queue.PurgeAsync(-Long));
        Assert.Throws<ArgumentOutOfRangeException>(() => Job("a") with { MaxAttempts = 0 });
    }
}
