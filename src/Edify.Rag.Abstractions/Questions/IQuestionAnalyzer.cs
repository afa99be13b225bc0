namespace Edify.Rag;

/// <summary>Understands a question before anything is searched.</summary>
/// <remarks>
/// Safe for concurrent use. Runs before retrieval and sees neither documents nor the scope. What a language model has a hand in fails
/// softly: the plan then says what rules made of the question, and <see cref="QuestionPlan.Degraded"/> tells.
/// </remarks>
public interface IQuestionAnalyzer
{
    /// <summary>Decides what a question asks and how to look for it.</summary>
    /// <param name="question">The question; what it says itself, such as its mode, is followed.</param>
    /// <param name="history">The turns of its conversation before it, oldest first; empty where there are none.</param>
    /// <param name="cancellationToken">Stops the work, at a language model too.</param>
    /// <exception cref="RagInputException">The text is empty or too long.</exception>
    Task<QuestionPlan> AnalyzeAsync(Question question, IReadOnlyList<ConversationTurn> history, CancellationToken cancellationToken = default);
}
