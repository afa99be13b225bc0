namespace Edify.Rag.Evaluation;

/// <summary>Whether nothing that is hidden from the asker was found or cited.</summary>
internal sealed class AccessScorer : IAnswerScorer
{
    public string Name => "access";

    public ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default)
    {
        var hidden = answer.Golden.Hidden;
        if (hidden.Count == 0) return ValueTask.FromResult<double?>(null);
        var isLeaked = answer.Answer.Citations.Any(c => hidden.Contains(c.DocumentName)) || answer.Passages.Any(p => hidden.Contains(p.Name));
        return ValueTask.FromResult<double?>(isLeaked ? 0 : 1);
    }
}
