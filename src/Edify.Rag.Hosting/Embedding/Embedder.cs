using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Embedding;

/// <summary>The pipeline's embedder: identity known, answers checked, vectors of unit length.</summary>
internal sealed class Embedder(IEmbeddingGenerator<string, Embedding<float>> generator)
{
    private EmbedderIdentity? _identity;

    /// <summary>Identity of the embedder; one that does not tell its dimension is asked for a vector, once.</summary>
    public async ValueTask<EmbedderIdentity> IdentifyAsync(CancellationToken cancellationToken) =>
        _identity ??= await EmbedderIdentity.OfAsync(generator, cancellationToken).ConfigureAwait(false);

    /// <summary>One vector of unit length per text.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="purpose">What they are for; many models tell questions from passages.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="RagConfigurationException">The embedder answered with another number or length of vectors than it announced.</exception>
    public Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken) =>
        EmbedAsync(texts, purpose == EmbeddingPurpose.Query ? EmbeddingPurposes.ForQuery() : null, cancellationToken);

    /// <summary>The vector of a question, of unit length.</summary>
    /// <param name="question">The question.</param>
    /// <param name="statistics">What weighs its <see cref="WeighedWords"/>; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="RagConfigurationException">The embedder answered with another number or length of vectors than it announced.</exception>
    public async Task<ReadOnlyMemory<float>> EmbedQuestionAsync(string question, TermStatistics? statistics, CancellationToken cancellationToken) =>
        (await EmbedAsync([question], EmbeddingPurposes.ForQuery(statistics), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The words of a question that the embedder weighs by how rare they are; none where it does not.</summary>
    public IReadOnlyCollection<string> WeighedWords(string question) =>
        generator.GetService(typeof(ITermWeighting)) is ITermWeighting weighting ? weighting.WordsOf(question) : [];

    /// <summary>Embeds a text past any cache: whether the embedder itself answers, and as it announced.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="RagConfigurationException">It answered with another number or length of vectors than it announced.</exception>
    public async Task ExamineAsync(CancellationToken cancellationToken)
    {
        var identity = await IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var embeddings = await generator.GenerateAsync(["examination"], EmbeddingCacheBypass.Options(), cancellationToken).ConfigureAwait(false);
        if (embeddings.Count != 1) throw new RagConfigurationException($"The embedder {identity.Id} made {embeddings.Count} vectors of one text; it can't be used.");
        _ = UnitLength(embeddings[0].Vector, identity);
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        if (texts.Count == 0) return [];
        var identity = await IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var embeddings = await GenerateAsync(texts, options, identity, cancellationToken).ConfigureAwait(false);
        if (embeddings.Count != texts.Count)
            throw new RagConfigurationException($"The embedder {identity.Id} made {embeddings.Count} vectors of {texts.Count} texts; it can't be used.");

        return [.. embeddings.Select(e => UnitLength(e.Vector, identity))];
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, EmbedderIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            return await generator.GenerateAsync(texts, options, cancellationToken).ConfigureAwait(false);
        }
        catch (TextsRefusedException e)
        {
            // What was made of the other texts is used as well, and is held to the same.
            throw new TextsRefusedException(e.Refused, [.. e.Embeddings.Select(made => made is null ? null : new Embedding<float>(UnitLength(made.Vector, identity)))]);
        }
    }

    private static ReadOnlyMemory<float> UnitLength(ReadOnlyMemory<float> vector, EmbedderIdentity identity)
    {
        if (vector.Length != identity.Dimension)
            throw new RagConfigurationException($"The embedder {identity.Id} made a vector of {vector.Length} dimensions; it announced {identity.Dimension}.");

        var square = 0.0;
        foreach (var x in vector.Span) square += (double)x * x;
        if (!double.IsFinite(square) || square == 0)
            throw new RagConfigurationException($"The embedder {identity.Id} made a vector that has no direction (zero, infinite or not a number).");
        if (Math.Abs(square - 1) < 1e-5) return vector;

        var unit = vector.ToArray();
        var scale = (float)(1 / Math.Sqrt(square));
        for (var i = 0; i < unit.Length; i++) unit[i] *= scale;
        return unit;
    }
}
