using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy;

/// <summary>Where models and embedders have texts handled: what they say of it, or else the address of their service.</summary>
internal static class PlaceOf
{
    public static DataLocation Model(IChatClient client) => client.GetService(typeof(DataLocation)) as DataLocation
        ?? Of((client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.ProviderUri);

    public static DataLocation Embedder(IEmbeddingGenerator<string, Embedding<float>> embedder) => embedder.GetService(typeof(DataLocation)) as DataLocation
        ?? Of((embedder.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata)?.ProviderUri);

    private static DataLocation Of(Uri? address) => address is null ? DataLocation.Unknown : DataLocation.At(address);
}
