namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Chooses among more passages than are asked for, so that they are relevant and differ from each other.</summary>
internal sealed class DiverseRetriever(IRetriever inner, Func<RetrievalOptions> options, TimeProvider time) : IRetriever
{
    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var settings = options();
        var relevance = query.Relevance ?? settings.Relevance;
        if (relevance is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(query), relevance, "The relevance must lie in [0, 1].");
        if (relevance == 1) return await inner.RetrieveAsync(query, scope, cancellationToken).ConfigureAwait(false);

        var found = await inner.RetrieveAsync(query with { Top = Math.Max(query.Top, settings.Candidates) }, scope, cancellationToken).ConfigureAwait(false);
        var started = time.GetTimestamp();
        var chosen = MarginalRelevance.Choose(found.Chunks, query.Top, relevance);
        var moved = chosen.Where((chunk, i) => !ReferenceEquals(chunk, found.Chunks[i])).Count();
        return found with { Chunks = chosen, Steps = [.. found.Steps, new("diversify", time.GetElapsedTime(started), $"{chosen.Count} of {found.Chunks.Count}, {moved} moved")] };
    }
}
