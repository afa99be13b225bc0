namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Finds the passages for a question as it was understood.</summary>
/// <param name="retriever">Finds them.</param>
/// <param name="hasModel">Whether a language model reads them, whose tokens are counted.</param>
/// <param name="options">The settings, asked for with each question.</param>
internal sealed class PlannedRetrieval(IRetriever retriever, bool hasModel, Func<RetrievalOptions> options)
{
    public async Task<RetrievalResult> RetrieveAsync(Question question, QuestionPlan plan, AccessScope scope, CancellationToken cancellationToken)
    {
        var query = QueryOf(question, plan, options());
        var found = await retriever.RetrieveAsync(query, scope, cancellationToken).ConfigureAwait(false);

        // Nobody asked for one leg alone, and it found nothing.
        if (found.Chunks.Count > 0 || question.Mode is not null || query.Mode == RetrievalMode.Hybrid || scope.IsEmpty) return found;
        var wider = await retriever.RetrieveAsync(query with { Mode = RetrievalMode.Hybrid }, scope, cancellationToken).ConfigureAwait(false);
        return wider with { Steps = [.. found.Steps, .. wider.Steps], Degraded = [.. found.Degraded.Union(wider.Degraded)] };
    }

    private RetrievalQuery QueryOf(Question question, QuestionPlan plan, RetrievalOptions options) => new(plan.Text)
    {
        Top = question.Top ?? (hasModel ? plan.Passages : Math.Max(plan.Passages, options.ExtractCandidates)),
        Mode = question.Mode ?? plan.Mode,
        Within = question.Within,
        Parts = plan.Parts,
        Expansions = plan.Expansions,
        Neighbours = null,
        Relevance = plan.Kind == QuestionKind.Complex ? options.ComplexRelevance : null,
    };
}
