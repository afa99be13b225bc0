using System.Runtime.CompilerServices;
using System.Text.Json;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Tasks;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.Tasks;

/// <summary>Tasks as a table, for any number of machines. A change holds its row from reading to writing.</summary>
internal sealed class PostgresTaskStore(PostgresDatabase database) : IRagTaskStore
{
    private const int PageSize = 200;
    private const int PruneSize = 500;

    private readonly TaskStatements _sql = new(database.Schema);

    public async Task AddAsync(NewRagTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (key, stored) = (RagTaskKey.Of(task.User, task.Task.Id), StoredTask.Of(task));
        await ChangeAsync(_sql.Add, () => [.. Name(key), At(stored.Task.SubmittedAt), Body(stored)], cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<RagTask> ListAsync(RagUser user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var task in await ReadAllAsync(user, cancellationToken).ConfigureAwait(false)) yield return task.Task;
    }

    public async Task<RagTask?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) =>
        (await FindAsync(RagTaskKey.Of(user, id), cancellationToken).ConfigureAwait(false))?.Task;

    public async Task<string?> ReadResultAsync(RagUser user, Guid id, CancellationToken cancellationToken = default)
    {
        var found = await database.ExecuteAsync(
            (connection, token) => connection.Command(_sql.ReadResult, Name(RagTaskKey.Of(user, id)))
                .ReadAsync(row => Read(row).Task.State == RagTaskState.Done && !row.IsDBNull(1) ? row.GetString(1) : null, token),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public Task<bool> CancelAsync(RagUser user, Guid id, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var key = RagTaskKey.Of(user, id);
        return ChangeAsync(
            key, task => TaskRules.Cancel(task, at), (connection, stop) => connection.Command(_sql.ForgetSaved, Name(key)).RunAsync(stop), cancellationToken);
    }

    public async Task<bool> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) =>
        await ChangeAsync(_sql.Delete, () => Name(RagTaskKey.Of(user, id)), cancellationToken).ConfigureAwait(false) > 0;

    public Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default) =>
        ChangeAsync(_sql.DeleteAll, () => [NpgsqlCommands.Value(RagTaskKey.OwnerOf(user))], cancellationToken);

    public async Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var patterns = citing?.Select(document => $"%{document}%").ToArray();
        var naming = await database.ExecuteAsync(
            (connection, token) => connection.Command(_sql.ListNaming, NpgsqlCommands.Optional(patterns, NpgsqlDbType.Array | NpgsqlDbType.Text))
                .ReadAsync(row => (Task: Read(row), Owner: row.GetString(1)), token),
            cancellationToken).ConfigureAwait(false);
        var gone = 0;
        foreach (var (task, owner) in naming.Where(found => found.Task.User.Tenant == tenant))
            gone += await ChangeAsync(_sql.Delete, () => Name(new(owner, task.Task.Id)), cancellationToken).ConfigureAwait(false);
        return gone;
    }

    public async IAsyncEnumerable<RagNotification> ListNotificationsAsync(RagUser user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = await ReadAllAsync(user, cancellationToken).ConfigureAwait(false);
        var told = all.Select(task => task.ToNotification()).OfType<RagNotification>();
        foreach (var notification in told.OrderByDescending(n => n.At).ThenBy(n => n.Id)) yield return notification;
    }

    public async Task<int> MarkReadAsync(RagUser user, Guid? id, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var task in await ReadAllAsync(user, cancellationToken).ConfigureAwait(false))
        {
            if ((id is not null && task.Task.Id != id) || TaskRules.Read(task) is null) continue;
            if (await ChangeAsync(RagTaskKey.Of(user, task.Task.Id), TaskRules.Read, then: null, cancellationToken).ConfigureAwait(false)) count++;
        }

        return count;
    }

    public async Task<RagTaskWork?> BeginAsync(RagTaskKey key, long token, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await database.TransactAsync(
            async (connection, stop) =>
            {
                if (await HoldAsync(connection, key, stop).ConfigureAwait(false) is not { } task || TaskRules.Begin(task, token, at) is not { } begun) return null;
                await WriteAsync(connection, key, begun, stop).ConfigureAwait(false);
                var saved = await connection.Command(_sql.ReadSaved, Name(key)).ReadAsync(row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), stop).ConfigureAwait(false);
                return new RagTaskWork(begun.Task, begun.User.ToUser(), begun.Input, new Dictionary<string, string>(saved, StringComparer.Ordinal));
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> ReportAsync(RagTaskKey key, long token, RagTaskProgress? progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (progress is not null) return await ChangeAsync(key, task => TaskRules.Report(task, token, progress), then: null, cancellationToken).ConfigureAwait(false);
        return await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } held && TaskRules.IsHeld(held, token);
    }

    public Task<bool> SaveAsync(RagTaskKey key, long token, string name, string json, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        var (kept, value) = (PostgresText.Exact(name, "name"), PostgresText.Readable(json));
        return ChangeAsync(
            key,
            task => TaskRules.IsHeld(task, token) ? task : null,
            (connection, stop) => connection.Command(_sql.Save, [.. Name(key), NpgsqlCommands.Value(kept), NpgsqlCommands.Value(value)]).RunAsync(stop),
            cancellationToken);
    }

    public Task<bool> SuspendAsync(RagTaskKey key, long token, string stage, CancellationToken cancellationToken = default) =>
        ChangeAsync(key, task => TaskRules.Suspend(task, token, stage), then: null, cancellationToken);

    public Task<bool> EndAsync(RagTaskKey key, long? token, RagTaskEnd end, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(end);
        return ChangeAsync(key, task => TaskRules.End(task, token, end), KeepAsync, cancellationToken);

        async Task<int> KeepAsync(NpgsqlConnection connection, CancellationToken stop)
        {
            if (end.Result is { } result)
                await connection.Command(_sql.SetResult, [.. Name(key), NpgsqlCommands.Value(PostgresText.Readable(result))]).RunAsync(stop).ConfigureAwait(false);
            return await connection.Command(_sql.ForgetSaved, Name(key)).RunAsync(stop).ConfigureAwait(false);
        }
    }

    public async Task<RagNotice?> FindNoticeAsync(RagTaskKey key, CancellationToken cancellationToken = default) =>
        (await FindAsync(key, cancellationToken).ConfigureAwait(false))?.ToNotice();

    public Task SetToldAsync(RagTaskKey key, CancellationToken cancellationToken = default) => ChangeAsync(key, TaskRules.Tell, then: null, cancellationToken);

    public async IAsyncEnumerable<OpenRagTask> ListOpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        OpenRagTask? last = null;
        while (true)
        {
            var after = last;
            var page = await database.ExecuteAsync(
                (connection, token) => connection.Command(
                    _sql.ListOpen,
                    NpgsqlCommands.Optional(after?.SubmittedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                    NpgsqlCommands.Optional(after?.Key.Id, NpgsqlDbType.Uuid),
                    NpgsqlCommands.Value(PageSize)).ReadAsync(row => Read(row).ToOpen(), token),
                cancellationToken).ConfigureAwait(false);
            foreach (var task in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return task;
            }

            if (page.Count < PageSize) yield break;
            last = page[^1];
        }
    }

    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var gone = 0;
        while (true)
        {
            var part = await ChangeAsync(_sql.Prune, () => [At(before), NpgsqlCommands.Value(PruneSize)], cancellationToken).ConfigureAwait(false);
            gone += part;
            if (part < PruneSize) return gone;
        }
    }

    private async Task<StoredTask?> FindAsync(RagTaskKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var found = await database.ExecuteAsync((connection, token) => connection.Command(_sql.Find, Name(key)).ReadAsync(Read, token), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    // A user has as many as retention and their limit of open ones allow.
    private async Task<List<StoredTask>> ReadAllAsync(RagUser user, CancellationToken cancellationToken)
    {
        var owner = RagTaskKey.OwnerOf(user);
        return await database.ExecuteAsync(
            (connection, token) => connection.Command(_sql.List, NpgsqlCommands.Value(owner)).ReadAsync(Read, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ChangeAsync(
        RagTaskKey key, Func<StoredTask, StoredTask?> change, Func<NpgsqlConnection, CancellationToken, Task<int>>? then, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await database.TransactAsync(
            async (connection, token) =>
            {
                if (await HoldAsync(connection, key, token).ConfigureAwait(false) is not { } task || change(task) is not { } next) return false;
                if (next != task) await WriteAsync(connection, key, next, token).ConfigureAwait(false);
                if (then is not null) await then(connection, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<StoredTask?> HoldAsync(NpgsqlConnection connection, RagTaskKey key, CancellationToken cancellationToken)
    {
        var held = await connection.Command(_sql.Hold, Name(key)).ReadAsync(Read, cancellationToken).ConfigureAwait(false);
        return held.Count == 0 ? null : held[0];
    }

    private Task<int> WriteAsync(NpgsqlConnection connection, RagTaskKey key, StoredTask task, CancellationToken cancellationToken) => connection.Command(
        _sql.Change,
        [
            .. Name(key), Body(task), NpgsqlCommands.Value(task.IsOpen), NpgsqlCommands.Optional(task.Task.EndedAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
        ]).RunAsync(cancellationToken);

    // Parameters belong to one command, and a statement may be sent again.
    private async Task<int> ChangeAsync(string sql, Func<NpgsqlParameter[]> parameters, CancellationToken cancellationToken) => await database.ExecuteAsync(
        (connection, token) => connection.Command(sql, parameters()).RunAsync(token), cancellationToken).ConfigureAwait(false);

    private static NpgsqlParameter[] Name(RagTaskKey key) => [NpgsqlCommands.Value(key.Owner), NpgsqlCommands.Value(key.Id)];

    private static NpgsqlParameter At(DateTimeOffset time) => NpgsqlCommands.Value(time.ToUniversalTime());

    private static NpgsqlParameter Body(StoredTask task) => NpgsqlCommands.Value(TaskJson.Write(task));

    private static StoredTask Read(NpgsqlDataReader row)
    {
        try
        {
            return TaskJson.Read(row.GetString(0));
        }
        catch (JsonException e)
        {
            throw new RagStateException("tasks", "The table of tasks holds a row that this version can't read. Use the version that wrote it, or delete the task.", innerException: e);
        }
    }
}
