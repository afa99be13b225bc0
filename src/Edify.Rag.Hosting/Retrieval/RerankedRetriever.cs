using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Finds more passages than were asked for and lets a reranker choose among them.</summary>
/// <remarks>A reranker that fails costs its order only: the passages stay in the order of the search, and the result says so.</remarks>
internal sealed class RerankedRetriever(
    IRetriever inner, IReranker reranker, Func<RetrievalOptions> options, TimeProvider time, ILogger<RerankedRetriever> logger) : IRetriever
{
    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var settings = options();
        var candidates = query with { Top = Math.Max(query.Top, settings.RerankCandidates) };
        var found = await inner.RetrieveAsync(candidates, scope, cancellationToken).ConfigureAwait(false);
        if (found.Chunks.Count == 0) return found;

        var started = time.GetTimestamp();
        try
        {
            var ranked = await reranker.RerankAsync(QuestionText.Clean(query.Text), found.Chunks, cancellationToken).ConfigureAwait(false);
            var blended = RerankBlend.Of(found.Chunks, ranked, settings.RerankWeight);
            var step = new TraceStep("rerank", time.GetElapsedTime(started), $"{found.Chunks.Count} passages");
            return found with { Chunks = [.. blended.Take(query.Top)], Steps = [.. found.Steps, step] };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.RerankingDropped(e);
            return found with
            {
                Chunks = [.. found.Chunks.Take(query.Top)],
                Degraded = [.. found.Degraded, "The reranker is unavailable; the passages are in the order of the search."],
            };
        }
    }
}
