namespace Edify.Rag.Evaluation;

/// <summary>Whether what was to be answered was answered, and what was not to be was not: correctness of refusals.</summary>
internal sealed class OutcomeScorer : IAnswerScorer
{
    public string Name => "outcome";

    // A degraded answer is one.
    public ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<double?>(answer.Golden.Outcome == answer.Answer.Outcome || (answer.Golden.Outcome == AnswerOutcome.Answered && answer.IsAnswered) ? 1 : 0);
}
