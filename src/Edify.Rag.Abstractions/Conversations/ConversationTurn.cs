namespace Edify.Rag;

/// <summary>A question of a conversation and its answer.</summary>
/// <param name="Id">The answer's identifier, by which it is rated.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="Question">What was asked, in the asker's words.</param>
/// <param name="Answer">What was answered, with its citations and its trace.</param>
public sealed record ConversationTurn(Guid Id, DateTimeOffset AskedAt, string Question, Answer Answer)
{
    /// <summary>What the asker thought of the answer; <see langword="null"/> where they did not say.</summary>
    public AnswerFeedback? Feedback { get; init; }
}

/// <summary>What an asker thought of an answer.</summary>
/// <param name="Rating">From 1, useless, to 5, just right.</param>
/// <param name="At">When it was said.</param>
public sealed record AnswerFeedback(int Rating, DateTimeOffset At)
{
    /// <summary>What they wrote, at most 4,000 characters; empty where they wrote nothing.</summary>
    public string Text { get; init; } = string.Empty;
}
