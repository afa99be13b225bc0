using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Fits the best passages into a budget.</summary>
/// <remarks>Stateless and safe for concurrent use.</remarks>
public interface IContextBuilder
{
    /// <summary>Chooses, shortens and numbers passages.</summary>
    /// <param name="question">The question.</param>
    /// <param name="chunks">What was found, best first.</param>
    /// <returns>A context within the budget; without passages when none was found or none fits.</returns>
    AnswerContext Build(string question, IReadOnlyList<RetrievedChunk> chunks);
}

/// <summary>Writes what a language model is asked.</summary>
/// <remarks>
/// Stateless and safe for concurrent use. Retrieved text is data and may hold instructions of its own: implementations
/// delimit it and tell the model not to follow them.
/// </remarks>
public interface IPromptBuilder
{
    /// <summary>Writes the messages for one answer; the context is attached to the message that shows it.</summary>
    /// <param name="context">The question and its passages.</param>
    Prompt Build(AnswerContext context);
}

/// <summary>What a language model is asked.</summary>
/// <param name="Messages">The messages, the system's first.</param>
/// <param name="Version">Identifies wording and template; recorded with the answer and part of cache keys.</param>
/// <remarks>The version depends on settings and on the reader, never on question, passages or history: a prompt without passages has it, too.</remarks>
public sealed record Prompt(IReadOnlyList<ChatMessage> Messages, string Version)
{
    /// <summary>
    /// What whoever reads the trace should know: passages that give orders to a model, a wording that could not be used. In words,
    /// without the question's or the documents' text; empty where there is nothing.
    /// </summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}

/// <summary>Checks what a model wrote against the passages it was given.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface ICitationVerifier
{
    /// <summary>
    /// Takes out citations of passages that were not given and of passages that do not support what they are cited for, renumbers
    /// the rest from 1 and finds their supporting words.
    /// </summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="context">What it was given.</param>
    /// <param name="cancellationToken">Stops the work, at a language model that grades too.</param>
    ValueTask<VerifiedAnswer> VerifyAsync(string text, AnswerContext context, CancellationToken cancellationToken = default);
}

/// <summary>An answer whose citations were checked.</summary>
/// <param name="Text">The text with its citations renumbered.</param>
/// <param name="Citations">The passages it cites, in order of number.</param>
/// <param name="Dropped">How many citations named no passage and were taken out.</param>
public sealed record VerifiedAnswer(string Text, IReadOnlyList<Citation> Citations, int Dropped)
{
    /// <summary>Whether it may be shown as an answer; otherwise no answer was found.</summary>
    public bool IsAnswer { get; init; } = Citations.Count > 0;

    /// <summary>The citations that were taken out because their passage does not support what they stood for, in order.</summary>
    public IReadOnlyList<RemovedCitation> Unsupported { get; init; } = [];

    /// <summary>What was mended besides, in words without any of the text: repetitions cut, an answer taken out of JSON.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What could not be done as it was set, in words; empty when all went well.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];
}

/// <summary>A citation that was taken out of an answer.</summary>
/// <param name="Passage">The number of the passage it named, as the model was given it.</param>
/// <param name="ChunkId">That passage's chunk.</param>
/// <param name="Fault">Why it went.</param>
public sealed record RemovedCitation(int Passage, Guid ChunkId, CitationFault Fault);

/// <summary>Why a passage does not support what it is cited for.</summary>
public enum CitationFault
{
    /// <summary>It says too little of it.</summary>
    Unsupported,

    /// <summary>A number of the statement is not in the passage, or not beside what it is said of.</summary>
    NumberDiffers,

    /// <summary>A name of the statement is not in the passage.</summary>
    NameMissing,

    /// <summary>It says the opposite: one of them is negated, or they name opposites.</summary>
    Contradicted,

    /// <summary>The language model that grades found no support.</summary>
    Rejected,
}
