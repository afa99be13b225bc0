using System.Text;
using Edify.Rag.Hosting.Tasks.Embedded;

namespace Edify.Rag.Hosting.Tests.Tasks.Embedded;

public sealed class FileTaskStoreTests : IDisposable
{
    private const string Marker = "Marker-of-a-pupil";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RagUser Asha = new(Marker, "school-1");

    private readonly TemporaryDirectory _directory = new();
    private readonly FileTaskStore _store;

    public FileTaskStoreTests() => _store = new(_directory.Path, TimeProvider.System);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Nothing_of_a_deleted_task_is_left_in_any_file()
    {
        var (running, over) = (await AddAsync(), await AddAsync());
        foreach (var task in (NewRagTask[])[running, over])
        {
            var key = RagTaskKey.Of(Asha, task.Task.Id);
            await _store.BeginAsync(key, 1, Noon);
            await _store.SaveAsync(key, 1, "plan", $"\"{Marker}\"");
        }

        await _store.EndAsync(RagTaskKey.Of(Asha, over.Task.Id), 1, new(RagTaskState.Done, Noon) { Result = $"\"{Marker}\"" });
        Assert.NotEmpty(Holding());
        Assert.Equal(2, await _store.DeleteAllAsync(Asha));
        Assert.Empty(Holding());
    }

    [Fact]
    public async Task What_a_task_kept_goes_with_its_end()
    {
        var task = await AddAsync();
        var key = RagTaskKey.Of(Asha, task.Task.Id);
        await _store.BeginAsync(key, 1, Noon);
        await _store.SaveAsync(key, 1, "plan", "{}");
        Assert.NotEmpty(Directory.GetFiles(_directory.Path, "*.saved", SearchOption.AllDirectories));
        await _store.CancelAsync(Asha, task.Task.Id, Noon);
        Assert.Empty(Directory.GetFiles(_directory.Path, "*.saved", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_is_no_task_is_named()
    {
        var task = await AddAsync();
        var file = Assert.Single(Directory.GetFiles(_directory.Path, "*.task", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(file, "{");
        var error = await Assert.ThrowsAsync<RagStateException>(() => _store.FindAsync(Asha, task.Task.Id));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.True(await _store.DeleteAsync(Asha, task.Task.Id));
    }

    [Fact]
    public async Task What_a_crash_left_while_a_task_was_replaced_is_not_seen()
    {
        var task = await AddAsync();
        var file = Assert.Single(Directory.GetFiles(_directory.Path, "*.task", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(file + ".tmp", "{");
        Assert.Equal(task.Task, await _store.FindAsync(Asha, task.Task.Id));
        Assert.Single(await _store.ListAsync(Asha).ToListAsync());
        await _store.DeleteAsync(Asha, task.Task.Id);
        Assert.Empty(Directory.GetFiles(_directory.Path, "*.tmp", SearchOption.AllDirectories));
    }

    private async Task<NewRagTask> AddAsync()
    {
        var task = new NewRagTask(new(Guid.NewGuid(), "research", Marker) { SubmittedAt = Noon }, Asha, $"\"{Marker}\"");
        await _store.AddAsync(task);
        return task;
    }

    private string[] Holding() =>
        [.. Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories).Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marker)) >= 0)];
}
