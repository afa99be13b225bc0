using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Usage.Metering;

/// <summary>Counts the texts that an embedder makes vectors of; behind caches, so what they spare is not counted.</summary>
internal sealed class MeteredEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner, UsageBook book, string defaultTenant)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private readonly EmbeddingGeneratorMetadata? _own = inner.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
    private readonly string _type = inner.GetType().Name;

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var made = await base.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);
            await CountAsync(made.Count, options).ConfigureAwait(false);
            return made;
        }
        catch (TextsRefusedException e)
        {
            await CountAsync(e.Embeddings.Count(embedding => embedding is not null), options).ConfigureAwait(false);
            throw;
        }
    }

    // An embedder that gives itself no name is known by its type, and its collections with it: never by the decorator's.
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(EmbeddingGeneratorMetadata) && _own is not { ProviderName: not null }
            ? new EmbeddingGeneratorMetadata(_type, _own?.ProviderUri, _own?.DefaultModelId, _own?.DefaultModelDimensions)
            : base.GetService(serviceType, serviceKey);

    private Task CountAsync(int texts, EmbeddingGenerationOptions? options) => texts == 0
        ? Task.CompletedTask
        : book.CountOnAccountAsync(
            UsageAccount.Current?.Owner.Tenant ?? defaultTenant, [(UsageKind.Embeddings, options?.ModelId ?? _own?.DefaultModelId ?? _type, texts)]);
}
