using System.Globalization;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators;

/// <summary>What decorators know of the embedder below them.</summary>
internal sealed class DecoratedEmbedder
{
    private const string Unknown = "unknown";

    public DecoratedEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator)
    {
        var metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        Provider = metadata?.ProviderName ?? generator.GetType().Name;
        Model = metadata?.DefaultModelId;
        Dimensions = metadata?.DefaultModelDimensions;
        Server = metadata?.ProviderUri;
    }

    /// <summary>Who makes the vectors: the name that the embedder gives itself, else that of its type.</summary>
    public string Provider { get; }

    /// <summary>The model of calls that name none, if the embedder tells it.</summary>
    public string? Model { get; }

    /// <summary>Length of the vectors of calls that ask for none, if the embedder tells it.</summary>
    public int? Dimensions { get; }

    /// <summary>Where a remote embedder is; <see langword="null"/> for one in this process.</summary>
    public Uri? Server { get; }

    /// <summary>Provider, model and dimension, as collections know their embedder; <see langword="null"/> when it does not tell its model.</summary>
    public string? Identity => Model is null ? null : string.Create(CultureInfo.InvariantCulture, $"{Provider}/{Model}/{Dimensions}");

    /// <summary>The model of a call.</summary>
    public string ModelOf(EmbeddingGenerationOptions? options) => options?.ModelId ?? Model ?? Unknown;
}
