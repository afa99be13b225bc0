using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Adds what stands beside the best passages in their documents, behind what was found.</summary>
internal sealed class NeighbourRetriever(
    IRetriever inner, NeighbourSearch neighbours, Func<RetrievalOptions> options, TimeProvider time, ILogger<NeighbourRetriever> logger) : IRetriever
{
    private const string Missing = "The neighbours of passages could not be read.";

    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var settings = options();
        var reach = query.Neighbours ?? settings.Neighbours;
        if (reach is < 0 or > RetrievalOptionsValidator.MostNeighbours)
            throw new ArgumentOutOfRangeException(nameof(query), reach, $"The number of neighbours must be 0 to {RetrievalOptionsValidator.MostNeighbours}.");

        var found = await inner.RetrieveAsync(query, scope, cancellationToken).ConfigureAwait(false);
        var section = query.Neighbours is null && settings.ParentSection;
        if (found.Chunks.Count == 0 || (reach == 0 && !section)) return found;

        var started = time.GetTimestamp();
        try
        {
            var added = await time.WithinAsync(
                settings.LegTimeout, stop => neighbours.FindAsync(found.Chunks, query.Within, scope, new(reach, section, settings.NeighbourHits, settings.NeighbourCharacters), stop), cancellationToken)
                .ConfigureAwait(false);
            var step = new TraceStep("neighbours", time.GetElapsedTime(started), $"{added.Count} added, {added.Sum(c => c.Record.Text.Length)} characters");
            return found with { Chunks = [.. found.Chunks, .. added], Steps = [.. found.Steps, step] };
        }
        catch (Exception e) when (e is VectorStoreException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            logger.NeighboursDropped(e);
            return found with { Degraded = [.. found.Degraded, Missing] };
        }
    }
}
