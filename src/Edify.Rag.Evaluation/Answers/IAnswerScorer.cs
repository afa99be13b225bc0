namespace Edify.Rag;

/// <summary>Says how good an answer is in one regard.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IAnswerScorer
{
    /// <summary>What it looks at, such as "faithfulness"; names a column of reports.</summary>
    string Name { get; }

    /// <summary>Scores one answer.</summary>
    /// <param name="answer">The answer and what it was made of.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>From 0 to 1, the higher the better; <see langword="null"/> where the regard does not apply to this answer.</returns>
    ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default);
}

/// <summary>An answer to a golden question.</summary>
/// <param name="Golden">The question and what is expected.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Passages">What was found for the question, best first.</param>
public sealed record EvaluatedAnswer(GoldenQuestion Golden, Answer Answer, IReadOnlyList<RetrievedChunk> Passages)
{
    /// <summary>Whether there is an answer with text to judge.</summary>
    public bool IsAnswered => Answer.Outcome is AnswerOutcome.Answered or AnswerOutcome.Degraded;

    /// <summary>The text of the passage that a citation names; its excerpt where the passage is not at hand.</summary>
    /// <param name="citation">A citation of the answer.</param>
    public string TextOf(Citation citation)
    {
        ArgumentNullException.ThrowIfNull(citation);
        return Passages.FirstOrDefault(passage => passage.Record.Id == citation.ChunkId)?.Record.Text ?? citation.Excerpt;
    }
}
