using System.Text;

namespace Edify.Rag.Evaluation;

/// <summary>Which part of what a right answer says is said.</summary>
internal sealed class CorrectnessScorer : IAnswerScorer
{
    public string Name => "correctness";

    public ValueTask<double?> ScoreAsync(EvaluatedAnswer answer, CancellationToken cancellationToken = default)
    {
        var says = answer.Golden.Says;
        if (says.Count == 0) return ValueTask.FromResult<double?>(null);
        var text = Folded(answer.Answer.Text);
        return ValueTask.FromResult<double?>(answer.IsAnswered ? (double)says.Count(part => text.Contains(Folded(part), StringComparison.Ordinal)) / says.Count : 0);
    }

    private static string Folded(string text) =>
        string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
