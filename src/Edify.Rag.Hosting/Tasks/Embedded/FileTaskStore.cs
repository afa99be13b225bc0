using System.Runtime.CompilerServices;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Tasks;

namespace Edify.Rag.Hosting.Tasks.Embedded;

/// <summary>Tasks as files in a directory, which the processes of one machine change in turn. Nothing is in memory between two calls.</summary>
internal sealed class FileTaskStore : IRagTaskStore
{
    private readonly TaskFiles _files;
    private readonly ProcessTurns _turns;

    public FileTaskStore(string directory, TimeProvider time)
    {
        _files = new(directory);
        _turns = new(_files.LocksFolder, places: 256, time);
    }

    public Task AddAsync(NewRagTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var key = RagTaskKey.Of(task.User, task.Task.Id);
        return InTurnAsync(key.Owner, () =>
        {
            _files.Write(key, StoredTask.Of(task));
            return true;
        }, cancellationToken);
    }

    public async IAsyncEnumerable<RagTask> ListAsync(RagUser user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        foreach (var task in Read(user, cancellationToken).Select(stored => stored.Task).OrderByDescending(task => task.SubmittedAt).ThenBy(task => task.Id)) yield return task;
    }

    public Task<RagTask?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_files.Read(RagTaskKey.Of(user, id))?.Task);
    }

    public Task<string?> ReadResultAsync(RagUser user, Guid id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = RagTaskKey.Of(user, id);
        return Task.FromResult(_files.Read(key) is { Task.State: RagTaskState.Done } ? _files.ReadResult(key) : null);
    }

    public Task<bool> CancelAsync(RagUser user, Guid id, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var key = RagTaskKey.Of(user, id);
        return ChangeAsync(key, task => TaskRules.Cancel(task, at), () => _files.DeleteSaved(key), cancellationToken);
    }

    public Task<bool> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default)
    {
        var key = RagTaskKey.Of(user, id);
        return InTurnAsync(key.Owner, () => _files.Delete(key), cancellationToken);
    }

    public Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        var owner = RagTaskKey.OwnerOf(user);
        return InTurnAsync(owner, () => TaskFiles.Read(_files.FolderOf(owner)).ToList().Count(task => _files.Delete(new(owner, task.Task.Id))), cancellationToken);
    }

    public async Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var gone = 0;
        foreach (var folder in _files.Folders().ToList())
        {
            var owner = Path.GetFileName(folder);
            if (!Meant().Any()) continue;
            gone += await InTurnAsync(owner, () => Meant().ToList().Count(_files.Delete), cancellationToken).ConfigureAwait(false);

            IEnumerable<RagTaskKey> Meant() => TaskFiles.Read(folder).Where(task => task.User.Tenant == tenant)
                .Select(task => new RagTaskKey(owner, task.Task.Id)).Where(key => citing is null || Mentions(key, citing));
        }

        return gone;
    }

    public async IAsyncEnumerable<RagNotification> ListNotificationsAsync(RagUser user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        var told = Read(user, cancellationToken).Select(task => task.ToNotification()).OfType<RagNotification>();
        foreach (var notification in told.OrderByDescending(n => n.At).ThenBy(n => n.Id)) yield return notification;
    }

    public Task<int> MarkReadAsync(RagUser user, Guid? id, CancellationToken cancellationToken = default)
    {
        var owner = RagTaskKey.OwnerOf(user);
        return InTurnAsync(owner, () =>
        {
            var count = 0;
            foreach (var task in TaskFiles.Read(_files.FolderOf(owner)).Where(task => id is null || task.Task.Id == id).ToList())
            {
                if (TaskRules.Read(task) is not { } read) continue;
                _files.Write(new(owner, task.Task.Id), read);
                count++;
            }

            return count;
        }, cancellationToken);
    }

    public Task<RagTaskWork?> BeginAsync(RagTaskKey key, long token, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return InTurnAsync(key.Owner, () =>
        {
            if (_files.Read(key) is not { } task || TaskRules.Begin(task, token, at) is not { } begun) return null;
            _files.Write(key, begun);
            return new RagTaskWork(begun.Task, begun.User.ToUser(), begun.Input, _files.ReadSaved(key));
        }, cancellationToken);
    }

    public Task<bool> ReportAsync(RagTaskKey key, long token, RagTaskProgress? progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (progress is not null) return ChangeAsync(key, task => TaskRules.Report(task, token, progress), null, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_files.Read(key) is { } held && TaskRules.IsHeld(held, token));
    }

    public Task<bool> SaveAsync(RagTaskKey key, long token, string name, string json, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return InTurnAsync(key.Owner, () =>
        {
            if (_files.Read(key) is not { } task || !TaskRules.IsHeld(task, token)) return false;
            _files.AppendSaved(key, name, json);
            return true;
        }, cancellationToken);
    }

    public Task<bool> SuspendAsync(RagTaskKey key, long token, string stage, CancellationToken cancellationToken = default) =>
        ChangeAsync(key, task => TaskRules.Suspend(task, token, stage), null, cancellationToken);

    public Task<bool> EndAsync(RagTaskKey key, long? token, RagTaskEnd end, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(end);
        return InTurnAsync(key.Owner, () =>
        {
            if (_files.Read(key) is not { } task || TaskRules.End(task, token, end) is not { } ended) return false;

            // The result first: nobody reads it before the task says that it is done.
            if (end.Result is { } result) _files.WriteResult(key, result);
            _files.Write(key, ended);
            _files.DeleteSaved(key);
            return true;
        }, cancellationToken);
    }

    public Task<RagNotice?> FindNoticeAsync(RagTaskKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_files.Read(key)?.ToNotice());
    }

    public Task SetToldAsync(RagTaskKey key, CancellationToken cancellationToken = default) => ChangeAsync(key, TaskRules.Tell, null, cancellationToken);

    public async IAsyncEnumerable<OpenRagTask> ListOpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        foreach (var task in _files.Folders().SelectMany(TaskFiles.Read).Where(task => task.IsOpen))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return task.ToOpen();
        }
    }

    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var gone = 0;
        foreach (var folder in _files.Folders().ToList())
        {
            var owner = Path.GetFileName(folder);
            if (!Old().Any()) continue;
            gone += await InTurnAsync(owner, () => Old().ToList().Count(task => _files.Delete(new(owner, task.Task.Id))), cancellationToken).ConfigureAwait(false);

            IEnumerable<StoredTask> Old() => TaskFiles.Read(folder).Where(task => task.Task is { HasEnded: true, EndedAt: { } at } && at < before);
        }

        return gone;
    }

    private bool Mentions(RagTaskKey key, IReadOnlyCollection<Guid> documents)
    {
        var kept = _files.ReadSaved(key).Values.Append(_files.ReadResult(key) ?? string.Empty).ToList();
        return documents.Any(document => kept.Exists(text => text.Contains(document.ToString(), StringComparison.OrdinalIgnoreCase)));
    }

    private IEnumerable<StoredTask> Read(RagUser user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TaskFiles.Read(_files.FolderOf(RagTaskKey.OwnerOf(user)));
    }

    private Task<bool> ChangeAsync(RagTaskKey key, Func<StoredTask, StoredTask?> change, Action? then, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return InTurnAsync(key.Owner, () =>
        {
            if (_files.Read(key) is not { } task || change(task) is not { } next) return false;
            _files.Write(key, next);
            then?.Invoke();
            return true;
        }, cancellationToken);
    }

    private Task<T> InTurnAsync<T>(string owner, Func<T> work, CancellationToken cancellationToken) =>
        _turns.TakeAsync(TaskFiles.PlaceOf(_files.FolderOf(owner)), work, cancellationToken);
}
