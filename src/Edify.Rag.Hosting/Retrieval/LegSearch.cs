using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Searches for one text by the legs that are asked for: fused by the store where it can, side by side otherwise.</summary>
/// <remarks>
/// A leg that fails or is late is dropped and written down; the search fails when none is left. A store whose own fusion fails or
/// is late is asked for each leg by itself, since one of them may be well.
/// </remarks>
internal sealed class LegSearch(IVectorStore store, QuestionEmbedder embedder, string collection, TimeProvider time, ILogger<HybridRetriever> logger)
{
    public async Task<IReadOnlyList<RetrievedChunk>> FindAsync(SearchOrder order, SearchRecord record, CancellationToken cancellationToken)
    {
        switch (order.Query.Mode)
        {
            case RetrievalMode.Lexical:
                return await LexicalAsync(order, isFused: false, record, cancellationToken).ConfigureAwait(false);
            case RetrievalMode.Vector:
                return await NearestAsync(order, isFused: false, null, record, cancellationToken).ConfigureAwait(false);
        }

        if (!order.IsForStore || !store.Capabilities.HasFlag(VectorStoreCapabilities.Hybrid))
            return await SideBySideAsync(order, null, record, cancellationToken).ConfigureAwait(false);

        QuestionVector vector;
        try
        {
            vector = await EmbedAsync(order, record, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Drop(LegNames.Vector, e, record);
            return await LexicalAsync(order, isFused: false, record, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await SearchAsync(LegNames.Both, order.Both(vector), order, record, cancellationToken).ConfigureAwait(false);
        }
        catch (VectorStoreException e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.StoreFusionDropped(e);
            return await SideBySideAsync(order, vector, record, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<RetrievedChunk>> SideBySideAsync(SearchOrder order, QuestionVector? vector, SearchRecord record, CancellationToken cancellationToken)
    {
        var nearest = AttemptAsync(() => NearestAsync(order, isFused: true, vector, record, cancellationToken));
        var lexical = AttemptAsync(() => LexicalAsync(order, isFused: true, record, cancellationToken));
        var (near, worded) = (await nearest.ConfigureAwait(false), await lexical.ConfigureAwait(false));
        cancellationToken.ThrowIfCancellationRequested();

        // Of two errors, the store's own says more than that the question could not be embedded.
        if (worded.Failure is { } failure && near.Failure is not null) ExceptionDispatchInfo.Throw(failure);
        if (near.Failure is { } missing) Drop(LegNames.Vector, missing, record);
        if (worded.Failure is { } silent) Drop(LegNames.Lexical, silent, record);

        var started = record.Start();
        var fused = order.Settings.Fusion == RetrievalFusion.Weighted
            ? RankFusion.ByScore(near.Chunks, worded.Chunks, order.Settings.VectorWeight)
            : RankFusion.ByRank([near.Chunks, worded.Chunks], order.Settings.FusionK);
        record.Step("fuse", started, $"{near.Chunks.Count} and {worded.Chunks.Count} passages: {fused.Count}");
        return fused;
    }

    private async Task<IReadOnlyList<RetrievedChunk>> NearestAsync(SearchOrder order, bool isFused, QuestionVector? vector, SearchRecord record, CancellationToken cancellationToken)
    {
        vector ??= await EmbedAsync(order, record, cancellationToken).ConfigureAwait(false);
        return await SearchAsync(LegNames.Vector, order.Nearest(vector, isFused), order, record, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<RetrievedChunk>> LexicalAsync(SearchOrder order, bool isFused, SearchRecord record, CancellationToken cancellationToken)
    {
        var found = await SearchAsync(LegNames.Lexical, order.Lexical(isFused), order, record, cancellationToken).ConfigureAwait(false);
        return order.Settings.MinLexicalScore is { } least ? [.. found.Where(chunk => chunk.LexicalScore >= least)] : found;
    }

    private async Task<QuestionVector> EmbedAsync(SearchOrder order, SearchRecord record, CancellationToken cancellationToken)
    {
        var started = record.Start();
        var vector = await WithinAsync("embed", order, stop => embedder.EmbedAsync(order.Text, stop), cancellationToken).ConfigureAwait(false);
        record.SearchesWith(vector);
        record.Step("embed", started, $"{vector.Vector.Length} dimensions{(vector.IsWeighed ? ", words weighed by the collection" : string.Empty)}");
        return vector;
    }

    private async Task<IReadOnlyList<RetrievedChunk>> SearchAsync(string leg, VectorQuery query, SearchOrder order, SearchRecord record, CancellationToken cancellationToken)
    {
        var started = record.Start();
        var found = await WithinAsync("search", order, async stop =>
        {
            var chunks = new List<RetrievedChunk>(query.Limit);
            await foreach (var match in store.SearchAsync(collection, query, order.Scope, stop).ConfigureAwait(false))
                chunks.Add(new(match.Record, match.Score) { Similarity = match.Similarity, LexicalScore = match.LexicalScore });
            return chunks;
        }, cancellationToken).ConfigureAwait(false);
        found.Sort(RankOrder.Instance);
        record.Step("search", started, $"{leg}: {found.Count} passages");
        return found;
    }

    private async Task<T> WithinAsync<T>(string operation, SearchOrder order, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await time.WithinAsync(order.Settings.LegTimeout, work, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VectorStoreException(
                "search", collection, operation, $"Collection '{collection}' was not searched within {order.Settings.LegTimeout} (Retrieval:LegTimeout). Try again, or allow more time.",
                isTransient: true, e);
        }
    }

    private void Drop(string leg, Exception failure, SearchRecord record)
    {
        logger.LegDropped(failure, leg);
        record.Degrade(LegNames.Missing(leg, failure));
    }

    private static async Task<(IReadOnlyList<RetrievedChunk> Chunks, Exception? Failure)> AttemptAsync(Func<Task<IReadOnlyList<RetrievedChunk>>> leg)
    {
        try
        {
            return (await leg().ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is not ArgumentException)
        {
            return ([], e);
        }
    }
}
