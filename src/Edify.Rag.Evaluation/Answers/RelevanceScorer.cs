namespace Edify.Rag.Evaluation;

/// <summary>Which part of the question's content words the answer takes up, itself or by the passages that it cites.</summary>
internal sealed class RelevanceScorer : IAnswerScorer
{
    public const string ScorerName = "relevance";

    public string Name => ScorerName;

    public ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default)
    {
        if (!answer.IsAnswered) return ValueTask.FromResult<double?>(null);
        var said = ContentTerms.Of(answer.Answer.Text);
        foreach (var citation in answer.Answer.Citations) said.UnionWith(ContentTerms.Of($"{citation.Title} {answer.TextOf(citation)}"));
        return ValueTask.FromResult<double?>(ContentTerms.Coverage(ContentTerms.Of(answer.Golden.Question), said));
    }
}
