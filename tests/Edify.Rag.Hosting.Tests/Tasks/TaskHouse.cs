using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Tasks;

/// <summary>A pipeline whose tasks run while a test wants them to.</summary>
internal sealed class TaskHouse : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <param name="state">A directory that outlives the house; <see langword="null"/> for one of its own.</param>
    /// <param name="configure">Chooses parts.</param>
    public TaskHouse(string? state = null, Action<IRagBuilder>? configure = null)
    {
        School = new(rag =>
        {
            if (state is not null) rag.UseStateDirectory(state);
            rag.ConfigureTasks(o => (o.PollInterval, o.ProgressInterval, o.RetryDelay) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10)));
            configure?.Invoke(rag);
        });
    }

    public SmallSchool School { get; }

    public IRagTasks Tasks => School.Services.GetRag<IRagTasks>();

    public IRagTaskStore Store => School.Services.GetRag<IRagTaskStore>();

    public IRagNotifications Notifications => School.Services.GetRag<IRagNotifications>();

    public IJobQueue Queue => School.Services.GetRag<IJobQueue>();

    public IRagTaskWorker Worker => School.Services.GetRag<IRagTaskWorker>();

    public TaskHouse Start()
    {
        _running = Task.Run(() => Worker.RunAsync(cancellationToken: _stop.Token));
        return this;
    }

    /// <summary>Stops in good order.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Follows a task to its end.</summary>
    public async Task<RagTask> EndAsync(RagUser user, Guid id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await Tasks.FollowAsync(user, id, cancellationToken: limit.Token).LastAsync(limit.Token);
    }

    /// <summary>Waits until no job is left, in anybody's hands.</summary>
    public Task QuietAsync() => CountAsync(counts => counts.Open == 0);

    /// <summary>Waits until the queue is as a test wants it.</summary>
    public async Task CountAsync(Func<JobCounts, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds(await Queue.CountAsync(cancellationToken: limit.Token))) await Task.Delay(2, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await School.DisposeAsync();
        _stop.Dispose();
    }
}
