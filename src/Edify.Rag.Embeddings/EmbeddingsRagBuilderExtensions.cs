using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Chooses an embedder of one's own.</summary>
public static class EmbeddingsRagBuilderExtensions
{
    /// <summary>Has texts embedded by any <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of Microsoft.Extensions.AI.</summary>
    /// <remarks>
    /// A collection remembers provider, model and dimension from the generator's <see cref="EmbeddingGeneratorMetadata"/>, so that
    /// vectors of two models never mix; a generator without metadata goes by the name of its type. One that knows questions from
    /// passages asks <see cref="EmbeddingPurposes.Of"/>, and one that offers an <see cref="ITextTokenizer"/> as a service has
    /// chunks measured by it. The host's services dispose it.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the generator, once; it must be safe for concurrent use.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    public static IRagBuilder UseEmbeddings(
        this IRagBuilder builder, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> factory, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Use(name, factory);
    }
}
