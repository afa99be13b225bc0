namespace Edify.Rag.Hosting.Research;

/// <summary>What the documents that a question finds are about, by their headings: the questions of a research that no model plans.</summary>
internal sealed class ResearchTopics(IRetriever retriever, IQuestionAnalyzer analyzer)
{
    private const int Passages = 60;

    /// <summary>The parts of a compound question; then the question under each heading that its passages stand under, the best first.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(ResearchTask task, AccessScope scope, int most, CancellationToken cancellationToken)
    {
        var plan = await analyzer.AnalyzeAsync(new(task.Question, task.User) { Within = task.Within }, [], cancellationToken).ConfigureAwait(false);
        if (plan.Parts.Count >= most) return plan.Parts;
        var found = await retriever.RetrieveAsync(new(plan.Text) { Top = Passages, Within = task.Within }, scope, cancellationToken).ConfigureAwait(false);
        return [.. plan.Parts, .. found.Chunks.Select(Heading).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(most).Select(heading => $"{heading}: {plan.Text}")];
    }

    // The innermost heading says what the passage is about; those above it, what it is a part of.
    private static string? Heading(RetrievedChunk chunk) =>
        chunk.Record.Fields.TryGetValue(RagFields.Headings, out var headings) && headings.Items is { Count: > 0 } path && !string.IsNullOrWhiteSpace(path[^1]) ? path[^1].Trim() : null;
}
