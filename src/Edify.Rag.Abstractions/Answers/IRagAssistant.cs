namespace Edify.Rag;

/// <summary>Answers questions from what the asker may see.</summary>
/// <remarks>Safe for concurrent use. The asker's rights are resolved anew for each question; a policy that fails denies.</remarks>
public interface IRagAssistant
{
    /// <summary>Answers in one piece.</summary>
    /// <param name="question">The question and who asks it.</param>
    /// <param name="cancellationToken">Stops the work, at the language model too.</param>
    /// <exception cref="RagInputException">The question is empty or too long.</exception>
    /// <exception cref="RagException">Nothing could be searched. A language model that fails raises nothing: the answer is degraded.</exception>
    Task<Answer> AskAsync(Question question, CancellationToken cancellationToken = default);

    /// <summary>Answers as it goes: sources first, then text as it is written, then the complete answer.</summary>
    /// <param name="question">The question and who asks it.</param>
    /// <param name="cancellationToken">Stops the work, at the language model too.</param>
    /// <returns>One <see cref="AnswerUpdate.Sources"/>, any number of <see cref="AnswerUpdate.Text"/>, with at most one <see cref="AnswerUpdate.Restarted"/> among them, one <see cref="AnswerUpdate.Completed"/>.</returns>
    /// <exception cref="RagInputException">The question is empty or too long.</exception>
    /// <exception cref="RagException">Nothing could be searched.</exception>
    IAsyncEnumerable<AnswerUpdate> AskStreamingAsync(Question question, CancellationToken cancellationToken = default);
}
