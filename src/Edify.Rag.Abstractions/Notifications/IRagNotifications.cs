namespace Edify.Rag;

/// <summary>What users are told when they come back: each their own, and nobody else's.</summary>
/// <remarks>
/// Safe for concurrent use. A notification is written in the same step as the end of its task, so there is one of each end,
/// never none and never two; it goes with its task.
/// </remarks>
public interface IRagNotifications
{
    /// <summary>A user's notifications, the newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="unreadOnly">Whether those that were read are left out.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">They can't be read.</exception>
    IAsyncEnumerable<RagNotification> ListAsync(RagUser user, bool unreadOnly = false, CancellationToken cancellationToken = default);

    /// <summary>Marks one as read.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether it was not read before; not when the user has none of this identifier.</returns>
    /// <exception cref="RagStateException">It can't be written.</exception>
    Task<bool> MarkReadAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Marks all as read.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many were not read before.</returns>
    /// <exception cref="RagStateException">They can't be written.</exception>
    Task<int> MarkAllReadAsync(RagUser user, CancellationToken cancellationToken = default);
}

/// <summary>Something that a user is told.</summary>
/// <param name="Id">Its identifier, which is that of the task it tells of.</param>
/// <param name="Kind">The task's kind.</param>
/// <param name="State">How the task ended.</param>
/// <param name="Title">What the task is about.</param>
/// <param name="At">When it ended.</param>
public sealed record RagNotification(Guid Id, string Kind, RagTaskState State, string Title, DateTimeOffset At)
{
    /// <summary>Why the task failed, in a sentence; empty otherwise.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Whether the user has read it.</summary>
    public bool IsRead { get; init; }
}
