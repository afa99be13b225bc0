namespace Edify.Rag;

/// <summary>Keeps tasks, what was done of them, and what their users are told of their ends.</summary>
/// <remarks>
/// <para>Safe for concurrent use. A call that returned is durable, and happened whole or not at all.</para>
/// <para>
/// What users do names the user, and reaches nobody else's tasks. What workers do names the task by a <see cref="RagTaskKey"/> and
/// the token of the lease they hold: who has a task longest ago has lost it, and changes nothing any more. Use
/// <see cref="IRagTasks"/> to hand in tasks, and an <see cref="IJobQueue"/> to share them out.
/// </para>
/// </remarks>
public interface IRagTaskStore
{
    /// <summary>Adds a task.</summary>
    /// <param name="task">The task, of a new identifier.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task AddAsync(NewRagTask task, CancellationToken cancellationToken = default);

    /// <summary>A user's tasks, the newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">They can't be read.</exception>
    IAsyncEnumerable<RagTask> ListAsync(RagUser user, CancellationToken cancellationToken = default);

    /// <summary>One of a user's tasks.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be read.</exception>
    Task<RagTask?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>What a task of the user's came to; <see langword="null"/> unless it is done.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be read.</exception>
    Task<string?> ReadResultAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Ends a task of the user's as cancelled, and notifies of it; nothing when it has ended, or there is none.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task<bool> CancelAsync(RagUser user, Guid id, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Deletes a task of the user's with all that belongs to it.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RagStateException">It can't be deleted.</exception>
    Task<bool> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Deletes all tasks of a user with all that belongs to them.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="cancellationToken">Stops the request; what was deleted by then stays so.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="RagStateException">They can't be deleted.</exception>
    Task<int> DeleteAllAsync(RagUser user, CancellationToken cancellationToken = default);

    /// <summary>Deletes tasks of a tenant with all that belongs to them, whoever's they are: for an erasure.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="citing">Those that name one of these documents in what they came to, or keep on the way; <see langword="null"/> for all of the tenant.</param>
    /// <param name="cancellationToken">Stops the deletion.</param>
    /// <returns>How many went.</returns>
    /// <exception cref="RagStateException">The store can't be written.</exception>
    Task<int> EraseAsync(string tenant, IReadOnlyCollection<Guid>? citing = null, CancellationToken cancellationToken = default);

    /// <summary>What the user is told of the ends of tasks, the newest first: one notification for each end.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">They can't be read.</exception>
    IAsyncEnumerable<RagNotification> ListNotificationsAsync(RagUser user, CancellationToken cancellationToken = default);

    /// <summary>Marks notifications of the user's as read.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many were not read before.</returns>
    /// <exception cref="RagStateException">They can't be written.</exception>
    Task<int> MarkReadAsync(RagUser user, Guid? id, CancellationToken cancellationToken = default);

    /// <summary>A worker begins with a task, or goes on with it.</summary>
    /// <param name="key">Which.</param>
    /// <param name="token">The token of its lease.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The work; <see langword="null"/> when nothing is left to do: the task has ended or is gone, or a later lease has it.</returns>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task<RagTaskWork?> BeginAsync(RagTaskKey key, long token, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>A worker tells how far it is.</summary>
    /// <param name="key">Which.</param>
    /// <param name="token">The token of its lease.</param>
    /// <param name="progress">How far; <see langword="null"/> asks whether the task is still the worker's, and changes nothing.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the task is still the worker's; when not, nothing has changed.</returns>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task<bool> ReportAsync(RagTaskKey key, long token, RagTaskProgress? progress, CancellationToken cancellationToken = default);

    /// <summary>A worker keeps something for who may go on after it. What ended needs it no more.</summary>
    /// <param name="key">Which.</param>
    /// <param name="token">The token of its lease.</param>
    /// <param name="name">By which it is found again.</param>
    /// <param name="json">What.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the task is still the worker's; when not, nothing has changed.</returns>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task<bool> SaveAsync(RagTaskKey key, long token, string name, string json, CancellationToken cancellationToken = default);

    /// <summary>A worker gives a task back, to be gone on with.</summary>
    /// <param name="key">Which.</param>
    /// <param name="token">The token of its lease.</param>
    /// <param name="stage">What it waits for, in words.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether the task was still the worker's; when not, nothing has changed.</returns>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task<bool> SuspendAsync(RagTaskKey key, long token, string stage, CancellationToken cancellationToken = default);

    /// <summary>Ends a task, and notifies its user, in one step.</summary>
    /// <param name="key">Which.</param>
    /// <param name="token">The token of the worker's lease; <see langword="null"/> for a task that nobody works on any more.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether this ended it; when not, nothing has changed.</returns>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task<bool> EndAsync(RagTaskKey key, long? token, RagTaskEnd end, CancellationToken cancellationToken = default);

    /// <summary>An end, for who tells others of it; <see langword="null"/> when the task has not ended or is gone.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be read.</exception>
    Task<RagNotice?> FindNoticeAsync(RagTaskKey key, CancellationToken cancellationToken = default);

    /// <summary>Notes that others are being told of an end: <see cref="ListOpenAsync"/> has it no more.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task SetToldAsync(RagTaskKey key, CancellationToken cancellationToken = default);

    /// <summary>Tasks of all users of which something is left to do: those that have not ended, and those of whose end others are still to be told.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">They can't be read.</exception>
    IAsyncEnumerable<OpenRagTask> ListOpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes tasks that ended before a time, with all that belongs to them.</summary>
    /// <param name="before">The time.</param>
    /// <param name="cancellationToken">Stops the request; what was deleted by then stays so.</param>
    /// <returns>How many.</returns>
    /// <exception cref="RagStateException">They can't be deleted.</exception>
    Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}
