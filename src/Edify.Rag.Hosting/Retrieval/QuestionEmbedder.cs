using Edify.Rag.Hosting.Embedding;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Embeds questions for the search of one collection: by the embedder that made it, their words weighed by what it holds.</summary>
internal sealed class QuestionEmbedder(IVectorStore store, Embedder embedder, string collection, ILogger<QuestionEmbedder> logger)
{
    private volatile Fit? _fit;

    /// <summary>The vector of a question, and what it fits.</summary>
    /// <exception cref="RagConfigurationException">Another embedder made the collection, or the embedder can't be used.</exception>
    public async Task<QuestionVector> EmbedAsync(string question, CancellationToken cancellationToken)
    {
        var fit = _fit ??= await FitAsync(cancellationToken).ConfigureAwait(false);
        var statistics = await StatisticsAsync(question, cancellationToken).ConfigureAwait(false);
        var vector = await embedder.EmbedQuestionAsync(question, statistics, cancellationToken).ConfigureAwait(false);
        return new(vector, statistics is not null, fit?.Target);
    }

    /// <summary>
    /// Whether the collection that was searched with a vector is the one that it fits: not where the alias was switched meanwhile,
    /// to a collection of another embedder perhaps. Asked after a search, it tells of that search.
    /// </summary>
    public async ValueTask<bool> IsStillAsync(QuestionVector vector, CancellationToken cancellationToken)
    {
        if (vector.Target is not { } target || store is not ICollectionAliases aliases) return true;
        try
        {
            if ((await aliases.ListAliasesAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(collection) == target) return true;
            _fit = null;
            return false;
        }
        catch (VectorStoreException)
        {
            // The search itself was answered.
            return true;
        }
    }

    // Vectors of one length are not told apart by the store, and are noise to each other. A collection that is not there yet is
    // looked for again with the next question.
    private async Task<Fit?> FitAsync(CancellationToken cancellationToken)
    {
        var identity = await embedder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (await CollectionAsync(cancellationToken).ConfigureAwait(false) is not { } there) return null;
        if (identity.HasMade(there.Info)) return new(there.Target);
        throw new RagConfigurationException(
            $"Collection '{collection}' holds vectors of embedder '{there.Info.Embedder}' ({there.Info.Dimension} dimensions), and '{identity.Id}' ({identity.Dimension} " +
            "dimensions) is configured: configure the old embedder again, or have all documents embedded again (edify-rag reembed, or IngestionRequest.Recreate, edify-rag ingest --recreate).");
    }

    // What is wrong with the store the search tells, which asks it for more.
    private async Task<(CollectionInfo Info, string? Target)?> CollectionAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The alias first: should it be switched in between, the search is found to be of another collection.
            var target = store is ICollectionAliases aliases
                ? (await aliases.ListAliasesAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(collection)
                : null;
            return await store.GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false) is { } info ? (info, target) : null;
        }
        catch (VectorStoreException)
        {
            return null;
        }
    }

    // They refine the order, and are missed by nobody who gets an answer.
    private async Task<TermStatistics?> StatisticsAsync(string question, CancellationToken cancellationToken)
    {
        if (store is not ITermStatistics counts || embedder.WeighedWords(question) is not { Count: > 0 } words) return null;
        try
        {
            return await counts.GetTermStatisticsAsync(collection, words, cancellationToken).ConfigureAwait(false);
        }
        catch (VectorStoreException e)
        {
            logger.StatisticsMissing(e);
            return null;
        }
    }

    // A collection that the embedder made: behind an alias, which may be switched, or by its own name.
    private sealed record Fit(string? Target);
}

/// <summary>A question's vector.</summary>
/// <param name="Vector">The vector, of unit length.</param>
/// <param name="IsWeighed">Whether its words were weighed by the collection.</param>
/// <param name="Target">The collection behind the alias that it fits; <see langword="null"/> where there is no alias, or no collection yet.</param>
internal sealed record QuestionVector(ReadOnlyMemory<float> Vector, bool IsWeighed, string? Target);
