using Edify.Rag.Hosting.Embedding;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Embeds questions for the search of one collection: by the embedder that made it, their words weighed by what it holds.</summary>
internal sealed class QuestionEmbedder(IVectorStore store, Embedder embedder, string collection, ILogger<QuestionEmbedder> logger)
{
    private volatile bool _isFitting;

    /// <summary>The vector of a question.</summary>
    /// <exception cref="RagConfigurationException">Another embedder made the collection, or the embedder can't be used.</exception>
    public async Task<QuestionVector> EmbedAsync(string question, CancellationToken cancellationToken)
    {
        var identity = await embedder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (!_isFitting) _isFitting = await FitsAsync(identity, cancellationToken).ConfigureAwait(false);
        var statistics = await StatisticsAsync(question, cancellationToken).ConfigureAwait(false);
        var vector = await embedder.EmbedQuestionAsync(question, statistics, cancellationToken).ConfigureAwait(false);
        return new(vector, statistics is not null, identity.Id);
    }

    /// <summary>Looks at the collection again with the next question: the store has refused a vector, so another one is in its place.</summary>
    public void LookAgain() => _isFitting = false;

    // Looked at once: the store compares the embedder's name with each search. A collection that is not there yet is looked for
    // again with the next question.
    private async Task<bool> FitsAsync(EmbedderIdentity identity, CancellationToken cancellationToken)
    {
        if (await CollectionAsync(cancellationToken).ConfigureAwait(false) is not { } there) return false;
        if (identity.HasMade(there)) return true;
        throw new RagConfigurationException(
            $"Collection '{collection}' holds vectors of embedder '{there.Embedder}' ({there.Dimension} dimensions), and '{identity.Id}' ({identity.Dimension} " +
            "dimensions) is configured: configure the old embedder again, or have all documents embedded again (edify-rag reembed, or IngestionRequest.Recreate, edify-rag ingest --recreate).");
    }

    // What is wrong with the store the search tells, which asks it for more.
    private async Task<CollectionInfo?> CollectionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
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
}

/// <summary>A question's vector.</summary>
/// <param name="Vector">The vector, of unit length.</param>
/// <param name="IsWeighed">Whether its words were weighed by the collection.</param>
/// <param name="Embedder">The embedder that made it, for the store to compare with that of the collection it searches.</param>
internal sealed record QuestionVector(ReadOnlyMemory<float> Vector, bool IsWeighed, string Embedder);
