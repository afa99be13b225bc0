namespace Edify.Rag.Evaluation;

/// <summary>Which part of the citations leads to a document that answers the question.</summary>
internal sealed class CitationPrecisionScorer : IAnswerScorer
{
    public string Name => "citation precision";

    public ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default)
    {
        var (expected, cited) = (answer.Golden.Documents, answer.Answer.Citations);
        return ValueTask.FromResult<double?>(expected.Count == 0 || cited.Count == 0 ? null : (double)cited.Count(c => expected.Contains(c.DocumentName)) / cited.Count);
    }
}

/// <summary>Whether a document that answers the question is cited, at the right page where that was judged: each answers it, so one is all.</summary>
internal sealed class CitationRecallScorer : IAnswerScorer
{
    public string Name => "citation recall";

    public ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default)
    {
        var golden = answer.Golden;
        if (golden.Documents.Count == 0) return ValueTask.FromResult<double?>(null);
        return ValueTask.FromResult<double?>(
            answer.Answer.Citations.Any(c => golden.Documents.Contains(c.DocumentName) && (golden.Page is null || c.Page == golden.Page)) ? 1 : 0);
    }
}
