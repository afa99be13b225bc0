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
public sealed record Prompt(IReadOnlyList<ChatMessage> Messages, string Version);

/// <summary>Checks what a model wrote against the passages it was given.</summary>
/// <remarks>Stateless and safe for concurrent use.</remarks>
public interface ICitationVerifier
{
    /// <summary>Drops citations of passages that were not given, renumbers the rest from 1 and finds their supporting words.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="context">What it was given.</param>
    VerifiedAnswer Verify(string text, AnswerContext context);
}

/// <summary>An answer whose citations were checked.</summary>
/// <param name="Text">The text with its citations renumbered.</param>
/// <param name="Citations">The passages it cites, in order of number.</param>
/// <param name="Dropped">How many citations named no passage and were taken out.</param>
public sealed record VerifiedAnswer(string Text, IReadOnlyList<Citation> Citations, int Dropped);
