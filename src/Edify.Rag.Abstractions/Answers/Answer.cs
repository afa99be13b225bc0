namespace Edify.Rag;

/// <summary>An answer with its evidence.</summary>
/// <param name="Text">What to show; citations stand as [1], [2].</param>
/// <param name="Outcome">How it came about.</param>
/// <param name="Citations">The passages the text rests on, numbered from 1 in the order the text first cites them.</param>
public sealed record Answer(string Text, AnswerOutcome Outcome, IReadOnlyList<Citation> Citations)
{
    /// <summary>The conversation it belongs to; <see langword="null"/> when none is kept.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The turn of the conversation that it is, by which it is rated; <see langword="null"/> when none is kept.</summary>
    public Guid? TurnId { get; init; }

    /// <summary>Why and until when it was refused; <see langword="null"/> unless <see cref="Outcome"/> is <see cref="AnswerOutcome.Refused"/>.</summary>
    public AnswerRefusal? Refusal { get; init; }

    /// <summary>How the answer was made.</summary>
    public AnswerTrace Trace { get; init; } = new();
}

/// <summary>How an answer came about.</summary>
public enum AnswerOutcome
{
    /// <summary>Answered from the documents.</summary>
    Answered,

    /// <summary>The documents the asker may see hold no answer.</summary>
    NotFound,

    /// <summary>Answered with reduced quality because a part was unavailable; the trace tells which.</summary>
    Degraded,

    /// <summary>Not answered, by policy or quota.</summary>
    Refused,
}

/// <summary>A passage that supports an answer.</summary>
/// <param name="Number">As it stands in the text.</param>
/// <param name="DocumentName">The document's name.</param>
/// <param name="Page">Page, from 1; 0 where there is none.</param>
/// <param name="Excerpt">The supporting words, as they stand in the document.</param>
public sealed record Citation(int Number, string DocumentName, int Page, string Excerpt)
{
    /// <summary>The document's title, as its file tells it; empty where it does not.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>What is printed on the page as its number, such as "iv"; empty where that is not known or is <see cref="Page"/>.</summary>
    public string PageLabel { get; init; } = string.Empty;

    /// <summary>Headings above the passage, outermost first; empty where there are none.</summary>
    public IReadOnlyList<string> HeadingPath { get; init; } = [];

    /// <summary>The document's identifier.</summary>
    public Guid DocumentId { get; init; }

    /// <summary>The chunk's identifier.</summary>
    public Guid ChunkId { get; init; }

    /// <summary>Whether two citations say the same, headings included.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(Citation? other) =>
        other is not null && Number == other.Number && DocumentName == other.DocumentName && Page == other.Page && Excerpt == other.Excerpt && Title == other.Title
        && PageLabel == other.PageLabel && DocumentId == other.DocumentId && ChunkId == other.ChunkId && HeadingPath.SequenceEqual(other.HeadingPath);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, DocumentName, Page, Excerpt, ChunkId);
}

/// <summary>How an answer was made: what to look at when it is slow, dear or wrong. Holds no text of questions or documents.</summary>
public sealed record AnswerTrace
{
    /// <summary>How the passages were found, such as "hybrid".</summary>
    public string Strategy { get; init; } = string.Empty;

    /// <summary>Version of the prompt; empty when no model was asked.</summary>
    public string PromptVersion { get; init; } = string.Empty;

    /// <summary>The model that wrote the answer; empty when none did.</summary>
    public string Model { get; init; } = string.Empty;

    /// <summary>Tokens sent to the model; <see langword="null"/> when it did not tell.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens the model wrote; <see langword="null"/> when it did not tell.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Cost in the currency of the price list; <see langword="null"/> when there is no price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Whether the answer came from a cache.</summary>
    public bool Cached { get; init; }

    /// <summary>Fingerprint of the settings that shaped the answer, 8 hexadecimal digits: answers of one were made under the same. Empty where none is told.</summary>
    public string Settings { get; init; } = string.Empty;

    /// <summary>Fingerprint of the access scope that was searched; see <see cref="AccessScope.Fingerprint"/>.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>What was unavailable and left out, in words; empty when all went well.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];

    /// <summary>What the asker should know before it becomes a refusal, such as a quota that is nearly used up; empty when there is nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<TraceStep> Steps { get; init; } = [];
}
