namespace Edify.Rag;

/// <summary>Work that goes on while its user does something else: what it is, and how far.</summary>
/// <remarks>A picture of one moment: each replaces all with a lower <see cref="Sequence"/>.</remarks>
/// <param name="Id">Its identifier.</param>
/// <param name="Kind">What is done, such as "research"; see <see cref="RagTaskKinds"/>.</param>
/// <param name="Title">What it is about, on one line of at most 200 characters, for its user.</param>
public sealed record RagTask(Guid Id, string Kind, string Title)
{
    /// <summary>Where it stands.</summary>
    public RagTaskState State { get; init; }

    /// <summary>How much is done, 0 to 100.</summary>
    public double Percent { get; init; }

    /// <summary>What is being done, in words; empty before the first word of it.</summary>
    public string Stage { get; init; } = string.Empty;

    /// <summary>How long it will take, by an estimate; <see langword="null"/> while nobody knows, and when it has ended.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>Why it failed, in a sentence; empty otherwise.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it was first worked on.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Grows with every change, from 1: where who follows the task goes on, see <see cref="IRagTasks.FollowAsync"/>.</summary>
    public long Sequence { get; init; } = 1;

    /// <summary>Whether nothing will change any more.</summary>
    public bool HasEnded => State is RagTaskState.Done or RagTaskState.Failed or RagTaskState.Cancelled;
}

/// <summary>Where a task stands.</summary>
public enum RagTaskState
{
    /// <summary>It waits: for its turn, or to go on after an interruption.</summary>
    Queued,

    /// <summary>It is being worked on.</summary>
    Running,

    /// <summary>It is done, and has a result.</summary>
    Done,

    /// <summary>It failed; <see cref="RagTask.Reason"/> says why.</summary>
    Failed,

    /// <summary>Its user called it off.</summary>
    Cancelled,
}
