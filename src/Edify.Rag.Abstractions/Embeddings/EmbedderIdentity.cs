using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>What vectors are made with: vectors of different identities never mix in a collection.</summary>
/// <param name="Id">Provider, model and dimension; what <see cref="CollectionDefinition.Embedder"/> holds.</param>
/// <param name="Dimension">Length of the vectors.</param>
public sealed record EmbedderIdentity(string Id, int Dimension)
{
    /// <summary>Whether the vectors of a collection are this embedder's.</summary>
    /// <param name="collection">The collection.</param>
    public bool HasMade(CollectionInfo collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return collection.Embedder == Id && collection.Dimension == Dimension;
    }

    /// <summary>The identity of an embedder; one that does not tell its dimension is asked for a vector.</summary>
    /// <param name="embedder">The embedder.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public static async ValueTask<EmbedderIdentity> OfAsync(IEmbeddingGenerator<string, Embedding<float>> embedder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        var metadata = embedder.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var dimension = metadata?.DefaultModelDimensions
            ?? (await embedder.GenerateAsync(["dimension"], cancellationToken: cancellationToken).ConfigureAwait(false))[0].Vector.Length;
        return new($"{metadata?.ProviderName ?? embedder.GetType().Name}/{metadata?.DefaultModelId ?? "default"}/{dimension}", dimension);
    }
}
