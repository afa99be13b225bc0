namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Drops passages that say nearly the same as a better one, and brings others in their place.</summary>
internal sealed class DistinctRetriever(IRetriever inner, Func<RetrievalOptions> options, TimeProvider time) : IRetriever
{
    private const int LeastSpare = 10;

    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (options().DuplicateSimilarity is not { } similarity || query.Top is < 1 or > VectorQuery.MaxLimit)
            return await inner.RetrieveAsync(query, scope, cancellationToken).ConfigureAwait(false);

        var candidates = Math.Min(VectorQuery.MaxLimit, query.Top + Math.Max(LeastSpare, query.Top / 2));
        var found = await inner.RetrieveAsync(query with { Top = candidates }, scope, cancellationToken).ConfigureAwait(false);
        var started = time.GetTimestamp();
        var (kept, dropped) = Distinct(found.Chunks, query.Top, similarity);
        return found with { Chunks = kept, Steps = [.. found.Steps, new("distinct", time.GetElapsedTime(started), $"{kept.Count} kept, {dropped} repeated")] };
    }

    private static (List<RetrievedChunk> Kept, int Dropped) Distinct(IReadOnlyList<RetrievedChunk> chunks, int top, double similarity)
    {
        var kept = new List<RetrievedChunk>(top);
        var words = new List<PassageWords>(top);
        var dropped = 0;
        foreach (var chunk in chunks)
        {
            if (kept.Count == top) break;
            var own = PassageWords.Of(chunk.Record.Text);
            if (words.Exists(other => other.Repeats(own, similarity)))
            {
                dropped++;
                continue;
            }

            kept.Add(chunk);
            words.Add(own);
        }

        return (kept, dropped);
    }
}
