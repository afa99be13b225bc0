namespace Edify.Rag;

/// <summary>Why a question was not answered, for programs; the answer's text says it to people.</summary>
/// <param name="Reason">Why.</param>
public sealed record AnswerRefusal(RefusalReason Reason)
{
    /// <summary>From when on it may be asked again; <see langword="null"/> where that is not a matter of time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How long to wait, from when the answer was given; <see langword="null"/> where that is not a matter of time.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Why a question was not answered.</summary>
public enum RefusalReason
{
    /// <summary>A rule does not allow it.</summary>
    Policy,

    /// <summary>What a plan or budget allows is used up.</summary>
    Quota,

    /// <summary>It was asked too often in a short time.</summary>
    RateLimit,

    /// <summary>What must be asked before it is answered is down.</summary>
    Unavailable,
}
