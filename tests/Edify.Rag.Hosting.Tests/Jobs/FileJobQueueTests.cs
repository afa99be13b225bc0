using System.Collections.Concurrent;
using Edify.Rag.Hosting.Jobs;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Jobs;

public sealed class FileJobQueueTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<FileJobQueue> _opened = [];

    public void Dispose()
    {
        foreach (var queue in _opened) queue.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Jobs_survive_their_process()
    {
        var before = Open();
        await before.EnqueueAsync([Job("a"), Job("b"), Job("c")]);
        var lease = (await before.TakeAsync(new("w", Long)))[0];
        await before.CompleteAsync((await before.TakeAsync(new("w", Long)))[0]);

        var after = Open();
        Assert.Equal(new JobCounts(1, 0, 1, 1, 0), await after.CountAsync());
        Assert.True(await after.CompleteAsync(lease));
        Assert.Equal("c", (await after.TakeAsync(new("w", Long)))[0].Job.Key);
    }

    [Fact]
    public async Task Processes_take_turns_and_no_two_get_the_same_job()
    {
        await Open().EnqueueAsync([.. Enumerable.Range(0, 120).Select(i => Job($"{i}"))]);
        var taken = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Open()).ToList().Select((queue, i) => Task.Run(async () =>
        {
            while (await queue.TakeAsync(new($"w{i}", Long) { Limit = 2 }) is { Count: > 0 } leases)
            {
                foreach (var lease in leases)
                {
                    taken.Add(lease.Job.Key);
                    Assert.True(await queue.CompleteAsync(lease));
                }
            }
        })));
        Assert.Equal(120, taken.Count);
        Assert.Equal(120, taken.Distinct().Count());
    }

    [Fact]
    public async Task A_write_that_was_cut_short_is_as_if_it_had_not_been()
    {
        var whole = Open();
        await whole.EnqueueAsync([Job("a")]);
        var journal = Journal();
        var length = new FileInfo(journal).Length;
        await whole.EnqueueAsync([Job("b"), Job("c")]);
        var end = new FileInfo(journal).Length;
        var bytes = await File.ReadAllBytesAsync(journal);
        for (var cut = length; cut < end; cut += 37)
        {
            await File.WriteAllBytesAsync(journal, bytes[..(int)cut]);
            using var queue = new FileJobQueue(_directory.Path, TimeProvider.System);
            Assert.Equal(1, (await queue.CountAsync()).Open);
            Assert.Equal(1, await queue.EnqueueAsync([Job("d")]));
            using var next = new FileJobQueue(_directory.Path, TimeProvider.System);
            Assert.Equal(["a", "d"], (await next.TakeAsync(new("w", Long) { Limit = 9 })).Select(l => l.Job.Key));
        }
    }

    [Fact]
    public async Task A_journal_of_what_is_over_is_compacted_and_others_follow()
    {
        var time = new FakeTimeProvider();
        using var writer = new FileJobQueue(_directory.Path, time);
        using var reader = new FileJobQueue(_directory.Path, time);
        JobRequest[] jobs = [.. Enumerable.Range(0, 1_500).Select(i => Job($"{i}") with { MaxAttempts = 1 })];
        long last = 0;
        for (var round = 0; round < 4; round++)
        {
            Assert.Equal(jobs.Length, await writer.EnqueueAsync(jobs));
            var leases = await writer.TakeAsync(new("w", Long) { Limit = jobs.Length });
            last = leases.Max(l => l.Token);
            Assert.Equal(jobs.Length, (await reader.CountAsync()).Running);
            time.Advance(Long);
            Assert.Empty(await writer.TakeAsync(new("w", Long)));
            Assert.Equal(jobs.Length, (await reader.CountAsync()).Dead);
        }

        Assert.NotEqual("jobs-000001.journal", Path.GetFileName(Journal()));
        Assert.Equal(jobs.Length, await reader.PurgeAsync(TimeSpan.Zero, includeDead: true));
        await writer.EnqueueAsync([Job("new")]);
        Assert.True((await Open().TakeAsync(new("w", Long)))[0].Token > last, "Tokens must grow.");
    }

    [Fact]
    public async Task Asking_for_nothing_makes_no_file()
    {
        var queue = Open();
        Assert.Empty(await queue.TakeAsync(new("w", Long)));
        Assert.Equal(0, await queue.PurgeAsync(TimeSpan.Zero));
        Assert.Equal(new JobCounts(0, 0, 0, 0, 0), await queue.CountAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_lease_runs_out_by_the_clock_also_after_a_restart()
    {
        var time = new FakeTimeProvider();
        using var before = new FileJobQueue(_directory.Path, time);
        await before.EnqueueAsync([Job("a")]);
        await before.TakeAsync(new("w1", TimeSpan.FromSeconds(30)));
        using var after = new FileJobQueue(_directory.Path, time);
        Assert.Empty(await after.TakeAsync(new("w2", Long)));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(2, Assert.Single(await after.TakeAsync(new("w2", Long))).Attempt);
    }

    private static JobRequest Job(string key) => new("school-1", "task/research", key, "p");

    private FileJobQueue Open()
    {
        var queue = new FileJobQueue(_directory.Path, TimeProvider.System);
        _opened.Add(queue);
        return queue;
    }

    private string Journal() => Assert.Single(Directory.GetFiles(_directory.Path, "*.journal"));
}
