namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IRagTaskStore"/> must do. Derive from it, open your store, and your provider has its tests.</summary>
public abstract partial class TaskStoreSuite : IAsyncLifetime
{
    /// <summary>A time with nothing below the microsecond, which every store keeps.</summary>
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RagUser Asha = new("asha", "school-1") { Roles = ["student"], Grades = ["5"], Classes = ["5b"], Attributes = new Dictionary<string, string> { ["house"] = "red" } };

    // Whose tenant and identifier read alike when they are put together.
    private static readonly RagUser[] Others =
    [
        new("ben", "school-1"), new("asha", "school-2"), new("1asha", "school-"), new("Asha", "school-1"), new("school-1", "asha"),
    ];

    /// <summary>The store under test, empty when the test begins.</summary>
    protected IRagTaskStore Store { get; private set; } = null!;

    /// <summary>Opens the store; one that was opened before has the same tasks.</summary>
    protected abstract ValueTask<IRagTaskStore> OpenStoreAsync();

    /// <summary>Removes all that was kept.</summary>
    protected abstract ValueTask DeleteDataAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await OpenStoreAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DeleteDataAsync();
    }

    private static NewRagTask New(string title = "What is a fee?", RagUser? user = null, DateTimeOffset? at = null, bool isToBeTold = false) =>
        new(new(Guid.NewGuid(), "research", title) { SubmittedAt = at ?? Noon }, user ?? Asha, "{\"question\":\"\\u0000'😀\"}") { IsToBeTold = isToBeTold };

    private static RagTaskKey KeyOf(NewRagTask task) => RagTaskKey.Of(task.User, task.Task.Id);

    private static RagTaskEnd Done(string result = "{}") => new(RagTaskState.Done, Noon.AddMinutes(5)) { Result = result };

    private async Task<NewRagTask> AddAsync(NewRagTask? task = null)
    {
        task ??= New();
        await Store.AddAsync(task);
        return task;
    }

    /// <summary>A task that a worker has begun with, under the token 1.</summary>
    private async Task<NewRagTask> BegunAsync(NewRagTask? added = null)
    {
        var task = await AddAsync(added);
        Assert.NotNull(await Store.BeginAsync(KeyOf(task), 1, Noon.AddMinutes(1)));
        return task;
    }

    private async Task<RagTask> FindAsync(NewRagTask task)
    {
        var found = await Store.FindAsync(task.User, task.Task.Id);
        Assert.NotNull(found);
        return found;
    }
}
