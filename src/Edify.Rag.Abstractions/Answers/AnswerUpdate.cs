namespace Edify.Rag;

/// <summary>One step of a streamed answer. The hierarchy is closed.</summary>
public abstract record AnswerUpdate
{
    private AnswerUpdate() { }

    /// <summary>The passages that the answer may draw on, numbered as the text will cite them while it streams.</summary>
    /// <param name="Citations">The passages.</param>
    public sealed record Sources(IReadOnlyList<Citation> Citations) : AnswerUpdate;

    /// <summary>More text.</summary>
    /// <param name="Delta">What follows the text so far.</param>
    public sealed record Text(string Delta) : AnswerUpdate;

    /// <summary>What was streamed is void: who wrote it broke off in the middle, and another begins the text anew.</summary>
    /// <param name="Reason">Why, in a sentence; it stands among <see cref="AnswerTrace.Degraded"/> too.</param>
    public sealed record Restarted(string Reason) : AnswerUpdate;

    /// <summary>The end: the whole answer, citations checked. It replaces what was streamed.</summary>
    /// <param name="Answer">The answer.</param>
    public sealed record Completed(Answer Answer) : AnswerUpdate;
}
