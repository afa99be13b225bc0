using Edify.Rag.Cli.Composition;

namespace Edify.Rag.Cli.Evaluation;

/// <summary>Looks for the documents of judged questions.</summary>
internal sealed class CorpusSearch(CliHost host, RetrievalMode mode, int top)
{
    /// <exception cref="InvalidOperationException">A part of the search was missing.</exception>
    public async Task<RetrievalRun> RunAsync(IAsyncEnumerable<CorpusQuery> queries, RelevanceJudgments judgments, CancellationToken cancellationToken)
    {
        var run = new RetrievalRun();
        var (scope, judged) = (EvaluationCorpus.Scope(host), judgments.Queries.ToHashSet(StringComparer.Ordinal));
        await foreach (var query in queries.WithCancellation(cancellationToken))
        {
            if (!judged.Contains(query.Id)) continue;
            var text = query.Text.Length > RetrievalQuery.MaxTextLength ? query.Text[..RetrievalQuery.MaxTextLength] : query.Text;
            var found = await host.Retriever.RetrieveAsync(new(text) { Mode = mode, Top = top }, scope, cancellationToken);
            if (found.Degraded is [var reason, ..]) throw new InvalidOperationException($"Question {query.Id}: {reason}");
            run.Add(query.Id, found.Chunks.Select(c => new RankedDocument(c.Name, c.RerankScore ?? c.Score)));
        }

        return run;
    }
}
