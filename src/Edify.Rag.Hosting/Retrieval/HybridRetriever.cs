using System.Runtime.ExceptionServices;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Searches by words and by meaning inside a scope; for a compound question also for each of its parts, side by side.</summary>
internal sealed class HybridRetriever(LegSearch legs, QuestionEmbedder embedder, Func<RetrievalOptions> options, TimeProvider time) : IRetriever
{
    private const int MostAttempts = 3;
    private const int MostParts = 16;

    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Top, VectorQuery.MaxLimit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Parts.Count, MostParts);

        var text = QuestionText.Clean(query.Text);
        if (scope.IsEmpty) return new([]) { Steps = [new("search", TimeSpan.Zero, "the scope admits nothing")] };

        var settings = options();
        var orders = new List<SearchOrder> { new(text, string.Join(' ', [text, .. query.Expansions]), query, settings, scope) };
        orders.AddRange(query.Parts.Select(QuestionText.Clean).Where(part => part != text).Select(part => new SearchOrder(part, part, query, settings, scope)));

        var record = new SearchRecord(time);
        for (var attempt = 1; ; attempt++)
        {
            var (rankings, mismatch) = await FindAsync(orders, record, cancellationToken).ConfigureAwait(false);

            // Another collection was put in its place meanwhile: it is searched with a vector that fits, or with none.
            if (mismatch is not null && attempt < MostAttempts)
            {
                embedder.LookAgain();
                record.Restart();
                continue;
            }

            mismatch?.Throw();
            return new(Fused(rankings, query.Top, settings, record)) { Degraded = record.Degraded, Steps = record.Steps };
        }
    }

    // A vector of another embedder than the collection's is an error of ours, unless the collection was switched.
    private async Task<(IReadOnlyList<RetrievedChunk>[] Rankings, ExceptionDispatchInfo? Mismatch)> FindAsync(
        List<SearchOrder> orders, SearchRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return (await Task.WhenAll(orders.Select(order => legs.FindAsync(order, record, cancellationToken))).ConfigureAwait(false), null);
        }
        catch (ArgumentException e) when (record.Vector is not null)
        {
            return ([], ExceptionDispatchInfo.Capture(e));
        }
    }

    private static IReadOnlyList<RetrievedChunk> Fused(IReadOnlyList<RetrievedChunk>[] rankings, int top, RetrievalOptions settings, SearchRecord record)
    {
        if (rankings.Length == 1) return rankings[0].Count <= top ? rankings[0] : [.. rankings[0].Take(top)];
        var started = record.Start();
        var fused = RankFusion.ByRank(rankings, settings.FusionK);
        record.Step("fuse", started, $"{rankings.Length} questions: {fused.Count} passages");
        return [.. fused.Take(top)];
    }
}
