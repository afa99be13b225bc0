using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators;

/// <summary>What all decorators of an embedder have in common: they keep its name.</summary>
internal abstract class EmbedderDecorator(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    protected DecoratedEmbedder Embedder { get; } = new(inner);

    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        var service = base.GetService(serviceType, serviceKey);
        if (serviceKey is not null || serviceType != typeof(EmbeddingGeneratorMetadata)) return service;

        // An embedder that gives itself no name is known by its type, and its collections with it: never by the decorator's.
        return service is EmbeddingGeneratorMetadata { ProviderName: not null }
            ? service
            : new EmbeddingGeneratorMetadata(Embedder.Provider, Embedder.Server, Embedder.Model, Embedder.Dimensions);
    }
}
