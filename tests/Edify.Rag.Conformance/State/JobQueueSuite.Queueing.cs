using System.Collections.Concurrent;

namespace Edify.Rag.Conformance;

public abstract partial class JobQueueSuite
{
    /// <summary>Jobs come in the order of their calls, and within a call in its order.</summary>
    [Fact]
    public async Task The_oldest_job_is_taken_first()
    {
        await EnqueueAsync(Job("c"), Job("a"));
        await EnqueueAsync(Job("d"), Job("b"));
        Assert.Equal("c", (await TakeOneAsync()).Job.Key);
        Assert.Equal(["a", "d", "b"], await TakeAllAsync());
        Assert.Null(await TakeAsync());
    }

    /// <summary>A lease holds the whole job and what was agreed on.</summary>
    [Fact]
    public async Task A_job_is_handed_out_as_it_was_enqueued()
    {
        var job = new JobRequest("schule-ä", "ingest's", new string('長', 1_024), "{\"etag\": \"\\\"😀\"}\n") { MaxAttempts = 7 };
        await EnqueueAsync(job);
        var lease = await TakeOneAsync(worker: "host/1");
        Assert.Equal(job, lease.Job);
        Assert.Equal(("host/1", 1, Long), (lease.Worker, lease.Attempt, lease.Duration));
        Assert.False(lease.IsLastAttempt);
    }

    /// <summary>A worker gets as many as it asks for, of the kinds it can do.</summary>
    [Fact]
    public async Task Limit_and_kinds_are_kept_to()
    {
        await EnqueueAsync(Job("1"), Job("2", kind: "reconcile"), Job("3"), Job("4", kind: "purge"), Job("5"));
        Assert.Equal(["1", "3"], (await Queue.TakeAsync(new("w", Long) { Limit = 2, Kinds = ["ingest"] })).Select(l => l.Job.Key));
        Assert.Equal(["2", "4"], (await Queue.TakeAsync(new("w", Long) { Limit = 9, Kinds = ["purge", "reconcile"] })).Select(l => l.Job.Key));
        Assert.Empty(await Queue.TakeAsync(new("w", Long) { Kinds = ["Ingest"] }));
        Assert.Equal(["5"], await TakeAllAsync());
    }

    /// <summary>Tenant, kind and key tell jobs apart, each of them.</summary>
    [Fact]
    public async Task Jobs_of_another_tenant_kind_or_key_are_others()
    {
        Assert.Equal(4, await Queue.EnqueueAsync([Job("a"), Job("A"), Job("a", kind: "b"), Job("a") with { Tenant = "school-2" }]));
        Assert.Equal(4, (await TakeAllAsync()).Length);
    }

    /// <summary>What waits already is not added; it takes the new payload and keeps its place.</summary>
    [Fact]
    public async Task A_job_that_waits_is_not_added_again()
    {
        await EnqueueAsync(Job("a", "old"), Job("b"));
        Assert.Equal(1, await Queue.EnqueueAsync([Job("a", "new"), Job("b"), Job("c")]));
        Assert.Equal(new JobCounts(3, 0, 0, 0, 0), await Queue.CountAsync());
        Assert.Equal(Job("a", "new"), (await TakeOneAsync()).Job);
        Assert.Equal(["b", "c"], await TakeAllAsync());
    }

    /// <summary>Within a call the last of the same counts.</summary>
    [Fact]
    public async Task Of_the_same_jobs_in_one_call_the_last_counts()
    {
        Assert.Equal(2, await Queue.EnqueueAsync([Job("a", "1"), Job("b"), Job("a", "2")]));
        Assert.Equal("2", (await Queue.TakeAsync(new("w", Long) { Limit = 9 })).Single(l => l.Job.Key == "a").Job.Payload);
    }

    /// <summary>What changes while a job runs is not missed: it runs once more, after all others.</summary>
    [Fact]
    public async Task A_job_that_is_enqueued_while_it_runs_runs_again()
    {
        await EnqueueAsync(Job("a", "1"), Job("b"));
        var lease = await TakeOneAsync();
        Assert.Equal(0, await Queue.EnqueueAsync([Job("a", "2")]));
        Assert.Equal(0, await Queue.EnqueueAsync([Job("a", "3")]));
        Assert.Equal("b", (await TakeOneAsync()).Job.Key);
        Assert.Null(await TakeAsync());

        Assert.True(await Queue.CompleteAsync(lease));
        var again = await TakeOneAsync();
        Assert.Equal((Job("a", "3"), 1), (again.Job, again.Attempt));
        Assert.True(await Queue.CompleteAsync(again));
        Assert.Equal(new JobCounts(0, 0, 1, 1, 0), await Queue.CountAsync());
    }

    /// <summary>A failed try of an old payload does not count against the new one.</summary>
    [Fact]
    public async Task A_job_that_fails_after_it_was_enqueued_again_starts_afresh()
    {
        await EnqueueAsync(Job("a", "1") with { MaxAttempts = 1 });
        var lease = await TakeOneAsync();
        await EnqueueAsync(Job("a", "2") with { MaxAttempts = 1 });
        Assert.True(await Queue.FailAsync(lease, new("no") { Delay = Long, IsFinal = true }));
        var again = await TakeOneAsync();
        Assert.Equal(("2", 1), (again.Job.Payload, again.Attempt));
    }

    /// <summary>A job that is done can be asked for again.</summary>
    [Fact]
    public async Task A_job_that_is_done_starts_again_when_it_is_enqueued()
    {
        await EnqueueAsync(Job("a"));
        await Queue.CompleteAsync(await TakeOneAsync());
        Assert.Null(await TakeAsync());
        Assert.Equal(1, await Queue.EnqueueAsync([Job("b"), Job("a")]) - 1);
        Assert.Equal(["b", "a"], await TakeAllAsync());
    }

    /// <summary>Thousands go in at once, and again into what waits.</summary>
    [Fact]
    public async Task Thousands_are_enqueued_in_one_call()
    {
        var jobs = Enumerable.Range(0, 5_000).Select(i => Job($"{i}", new string('x', 100))).ToArray();
        Assert.Equal(5_000, await Queue.EnqueueAsync(jobs));
        Assert.Equal(0, await Queue.EnqueueAsync(jobs));
        Assert.Equal(jobs.Select(j => j.Key), await TakeAllAsync());
    }

    /// <summary>Callers that enqueue the same jobs at the same time add each one once.</summary>
    [Fact]
    public async Task Concurrent_calls_add_each_job_once()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var keys = Enumerable.Range(0, 200).ToArray();
            new Random(caller).Shuffle(keys);
            return await Queue.EnqueueAsync([.. keys.Select(k => Job($"{k}", $"{caller}"))]);
        })));
        Assert.Equal(200, added.Sum());
        Assert.Equal(200, (await TakeAllAsync()).Distinct().Count());
    }

    /// <summary>Whoever takes at the same time as others gets jobs of its own.</summary>
    [Fact]
    public async Task No_two_takers_get_the_same_job()
    {
        await Queue.EnqueueAsync([.. Enumerable.Range(0, ManyJobs).Select(i => Job($"{i}"))]);
        var taken = new ConcurrentBag<JobLease>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            while (await Queue.TakeAsync(new($"w{worker}", Long) { Limit = 1 + worker }) is { Count: > 0 } leases)
            {
                foreach (var lease in leases)
                {
                    taken.Add(lease);
                    Assert.True(await Queue.CompleteAsync(lease));
                }
            }
        })));

        Assert.Equal(ManyJobs, taken.Count);
        Assert.Equal(ManyJobs, taken.Select(l => l.Job.Key).Distinct().Count());
        Assert.Equal(ManyJobs, taken.Select(l => l.Token).Distinct().Count());
        Assert.Equal(new JobCounts(0, 0, 0, ManyJobs, 0), await Queue.CountAsync());
    }
}
