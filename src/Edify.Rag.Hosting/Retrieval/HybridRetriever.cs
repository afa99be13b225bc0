using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Searches by words and by meaning inside a scope.</summary>
internal sealed class HybridRetriever(
    IVectorStore store, QuestionEmbedder embedder, string collection, RetrievalOptions options, TimeProvider time, ILogger<HybridRetriever> logger) : IRetriever
{
    private const int MostAttempts = 3;

    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Top, VectorQuery.MaxLimit);

        var text = QuestionText.Clean(query.Text);
        if (scope.IsEmpty) return new([]) { Steps = [new("search", TimeSpan.Zero, "the scope admits nothing")] };

        var steps = new List<TraceStep>();
        var degraded = new List<string>();
        for (var attempt = 1; ; attempt++)
        {
            var vector = query.Mode == RetrievalMode.Lexical ? null : await EmbedAsync(text, query.Mode, steps, degraded, cancellationToken).ConfigureAwait(false);
            var search = new VectorQuery
            {
                Vector = vector?.Vector,
                Embedder = vector?.Embedder,
                Text = query.Mode == RetrievalMode.Vector ? null : text,
                Limit = query.Top,
                Filter = query.Within,
                MinSimilarity = query.MinSimilarity ?? options.MinSimilarity,
            };

            var started = time.GetTimestamp();
            var (chunks, mismatch) = await SearchAsync(search, scope, cancellationToken).ConfigureAwait(false);
            steps.Add(new("search", time.GetElapsedTime(started), $"{Legs(search)}: {chunks.Count} passages"));

            // Another collection was put in its place meanwhile: it is searched with a vector that fits, or with none.
            if (mismatch is not null && attempt < MostAttempts)
            {
                embedder.LookAgain();
                continue;
            }

            mismatch?.Throw();
            return new(chunks) { Degraded = degraded, Steps = steps };
        }
    }

    private async Task<QuestionVector?> EmbedAsync(
        string text, RetrievalMode mode, List<TraceStep> steps, List<string> degraded, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var vector = await embedder.EmbedAsync(text, cancellationToken).ConfigureAwait(false);
            steps.Add(new("embed", time.GetElapsedTime(started), $"{vector.Vector.Length} dimensions{(vector.IsWeighed ? ", words weighed by the collection" : string.Empty)}"));
            return vector;
        }
        catch (Exception e) when (mode == RetrievalMode.Hybrid && !cancellationToken.IsCancellationRequested)
        {
            logger.VectorLegDropped(e);
            var reason = e is RagConfigurationException ? e.Message : "The embedder is unavailable.";
            degraded.Add($"{reason} Searched by words only.");
            return null;
        }
    }

    // A vector of another embedder than the collection's is an error of ours, unless the collection was switched.
    private async Task<(IReadOnlyList<RetrievedChunk> Chunks, ExceptionDispatchInfo? Mismatch)> SearchAsync(VectorQuery search, AccessScope scope, CancellationToken cancellationToken)
    {
        var chunks = new List<RetrievedChunk>(search.Limit);
        try
        {
            await foreach (var match in store.SearchAsync(collection, search, scope, cancellationToken).ConfigureAwait(false))
                chunks.Add(new(match.Record, match.Score) { Similarity = match.Similarity, LexicalScore = match.LexicalScore });
        }
        catch (ArgumentException e) when (search.Vector is not null)
        {
            return ([], ExceptionDispatchInfo.Capture(e));
        }

        return (chunks, null);
    }

    private static string Legs(VectorQuery search) => (search.Vector, search.Text) switch
    {
        (not null, not null) => "hybrid",
        (null, _) => "lexical",
        _ => "vector",
    };
}
