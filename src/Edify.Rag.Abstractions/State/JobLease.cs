namespace Edify.Rag;

/// <summary>A job in a worker's hands.</summary>
/// <param name="Job">What to do.</param>
/// <param name="Worker">Who does it.</param>
/// <param name="Token">Grows with every lease of the queue: of two leases of one job, the higher token is the later one.</param>
public sealed record JobLease(JobRequest Job, string Worker, long Token)
{
    /// <summary>Which try this is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How long the job is the worker's, from when it was handed out.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When others may take the job, by the clock of the queue's store; compare it with no other clock.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether a failure of this try is the job's end.</summary>
    public bool IsLastAttempt => Attempt >= Job.MaxAttempts;
}

/// <summary>How a try failed.</summary>
/// <param name="Reason">Why, in a sentence, without secrets or a document's text.</param>
public sealed record JobFailure(string Reason)
{
    /// <summary>How long the job waits before its next try; zero or more.</summary>
    /// <value>Default: none at all.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether another try is useless: the job is dead, whatever tries it has left.</summary>
    /// <value>Default: false.</value>
    public bool IsFinal { get; init; }
}

/// <summary>How many jobs are in each state.</summary>
/// <param name="Waiting">Due, and in nobody's hands.</param>
/// <param name="Delayed">Waiting for the time of their next try.</param>
/// <param name="Running">In a worker's hands, those included whose lease has run out and which nobody took yet.</param>
/// <param name="Done">Done, and not forgotten yet.</param>
/// <param name="Dead">Given up, and not forgotten yet.</param>
public sealed record JobCounts(long Waiting, long Delayed, long Running, long Done, long Dead)
{
    /// <summary>Jobs that are still to be done.</summary>
    public long Open => Waiting + Delayed + Running;
}

/// <summary>A job that nobody tries any more. Enqueue it again to try it again.</summary>
/// <param name="Job">What was to be done.</param>
/// <param name="Reason">Why its last try failed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="EndedAt">When it was given up, by the clock of the queue's store.</param>
public sealed record DeadJob(JobRequest Job, string Reason, int Attempts, DateTimeOffset EndedAt);
