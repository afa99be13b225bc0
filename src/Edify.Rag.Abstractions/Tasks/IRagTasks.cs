namespace Edify.Rag;

/// <summary>Hands work to the background, and tells how it goes: each user their own tasks, and nobody else's.</summary>
/// <remarks>
/// Safe for concurrent use. A call that returned is durable. Tasks survive their process: who goes on starts from what was done.
/// A task that is another user's or tenant's is one that there isn't. Rights are looked up anew when a task runs.
/// </remarks>
public interface IRagTasks
{
    /// <summary>Submits a task; it waits for its turn.</summary>
    /// <param name="user">Who asks, and whose rights apply.</param>
    /// <param name="request">What is to be done.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The task as it was queued.</returns>
    /// <exception cref="RagInputException">There is no such kind, or its input is wrong.</exception>
    /// <exception cref="RagTaskRefusedException">The user may not, or has too many tasks that have not ended.</exception>
    /// <exception cref="RagStateException">Tasks can't be written; nothing was submitted.</exception>
    Task<RagTask> SubmitAsync(RagUser user, RagTaskRequest request, CancellationToken cancellationToken = default);

    /// <summary>A user's tasks, the newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">Tasks can't be read.</exception>
    IAsyncEnumerable<RagTask> ListAsync(RagUser user, CancellationToken cancellationToken = default);

    /// <summary>One of a user's tasks; <see langword="null"/> when they have none of this identifier.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">Tasks can't be read.</exception>
    Task<RagTask?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>What a task came to, as JSON in the form of its kind; <see langword="null"/> unless it is <see cref="RagTaskState.Done"/>.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">Tasks can't be read.</exception>
    Task<string?> ReadResultAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Follows a task until it ends.</summary>
    /// <remarks>
    /// Each picture says all: of several changes that were not looked at in time only the latest is told, the end always. Who was
    /// cut off goes on with the <see cref="RagTask.Sequence"/> seen last, as browsers do with <c>Last-Event-ID</c>, and misses nothing.
    /// </remarks>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="after">The sequence that was seen last; 0 for none.</param>
    /// <param name="cancellationToken">Stops the following, not the task.</param>
    /// <returns>Pictures in order of their sequence; none when the user has no such task.</returns>
    /// <exception cref="RagStateException">Tasks can't be read.</exception>
    IAsyncEnumerable<RagTask> FollowAsync(RagUser user, Guid id, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Calls a task off. It has ended when this returns, and nothing more will come of it; who works on it stops within moments.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether it was called off; not when it had ended already, or the user has no such task.</returns>
    /// <exception cref="RagStateException">Tasks can't be written.</exception>
    Task<bool> CancelAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Forgets a task for good, with its result and its notification; one that has not ended is called off.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RagStateException">Tasks can't be written.</exception>
    Task<bool> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);
}

/// <summary>What is to be done.</summary>
/// <param name="Kind">The kind of task, such as <see cref="RagTaskKinds.Research"/>'s name.</param>
/// <param name="Input">Its particulars as JSON, in the kind's own form; at most 64 KiB.</param>
public sealed record RagTaskRequest(string Kind, string Input)
{
    /// <summary>Where to tell of the end, besides the user's notifications; on one of the hosts that the settings name.</summary>
    /// <value>Default: none; the settings may name an address for all.</value>
    public Uri? Webhook { get; init; }
}

/// <summary>A task was not taken, or not done, because its user may not have it done.</summary>
/// <param name="message">Why, and until when or what to do.</param>
public sealed class RagTaskRefusedException(string message) : RagException(message);
