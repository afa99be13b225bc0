namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IJobQueue"/> must do. Derive from it, open your queue, and your provider has its tests.</summary>
/// <remarks>
/// Each test has a queue of its own. Leases run out in real time: a test waits for it by trying, and asserts no duration.
/// </remarks>
public abstract partial class JobQueueSuite : IAsyncLifetime
{
    /// <summary>A lease that outlasts any test.</summary>
    protected static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>A lease that has run out by the time that anyone looks.</summary>
    protected static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    private static readonly CancellationToken CancelledAlready = new(canceled: true);

    /// <summary>The queue under test, empty when the test begins.</summary>
    protected IJobQueue Queue { get; private set; } = null!;

    /// <summary>How many jobs the concurrent takers share.</summary>
    protected virtual int ManyJobs => 2_000;

    /// <summary>Makes an empty queue, one for each test.</summary>
    protected abstract ValueTask<IJobQueue> CreateQueueAsync();

    /// <summary>Removes what <see cref="CreateQueueAsync"/> made.</summary>
    protected virtual ValueTask DisposeQueueAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Queue = await CreateQueueAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DisposeQueueAsync();
    }

    private static JobRequest Job(string key, string payload = "p", string kind = "ingest") => new("school-1", kind, key, payload);

    private async Task EnqueueAsync(params JobRequest[] jobs) => await Queue.EnqueueAsync(jobs);

    private async Task<JobLease?> TakeAsync(TimeSpan? lease = null, string worker = "w1") =>
        (await Queue.TakeAsync(new(worker, lease ?? Long))).SingleOrDefault();

    private async Task<JobLease> TakeOneAsync(TimeSpan? lease = null, string worker = "w1")
    {
        var taken = await TakeAsync(lease, worker);
        Assert.NotNull(taken);
        return taken;
    }

    private async Task<string[]> TakeAllAsync() => [.. (await Queue.TakeAsync(new("w", Long) { Limit = 10_000 })).Select(l => l.Job.Key)];

    /// <summary>Takes until there is one: the time of a lease or a delay passes meanwhile.</summary>
    private async Task<JobLease> TakeOnceDueAsync(TimeSpan? lease = null, string worker = "w2")
    {
        for (var i = 0; i < 3_000; i++)
        {
            if (await TakeAsync(lease, worker) is { } taken) return taken;
            await Task.Delay(10);
        }

        throw new TimeoutException("No job came back to the queue.");
    }

    private async Task<List<DeadJob>> DeadAsync(string? tenant = null, string? kind = null)
    {
        var dead = new List<DeadJob>();
        await foreach (var job in Queue.ListDeadAsync(tenant, kind)) dead.Add(job);
        return dead;
    }
}
