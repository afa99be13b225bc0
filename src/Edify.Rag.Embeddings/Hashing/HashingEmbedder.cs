using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Hashing;

/// <summary>Embeds texts by signed feature hashing of words and of the character n-grams within them.</summary>
/// <remarks>
/// Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009; subwords after Bojanowski et al.,
/// "Enriching Word Vectors with Subword Information", TACL 2017. Safe for concurrent use.
/// </remarks>
internal sealed class HashingEmbedder(HashingEmbeddingOptions options, HashingScheme? scheme = null) : IEmbeddingGenerator<string, Embedding<float>>, ITermWeighting
{
    /// <summary>Changes whenever the vectors of passages do, so that old and new ones never mix.</summary>
    public const string ModelId = "hashing-v2";

    private readonly HashingScheme _scheme = scheme ?? HashingScheme.Default;
    private readonly int _dimensions = options.Dimensions;
    private readonly EmbeddingGeneratorMetadata _metadata = new("edify", providerUri: null, ModelId, options.Dimensions);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        RefuseWhatCannotBeDone(options);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        var statistics = EmbeddingPurposes.StatisticsOf(options);
        var words = 0L;
        using var bag = new WordBag();
        foreach (var value in values)
        {
            if (cancellationToken.IsCancellationRequested)
                return Task.FromCanceled<GeneratedEmbeddings<Embedding<float>>>(cancellationToken);
            if (value is null) throw new ArgumentException($"Text {embeddings.Count} is null; embed an empty text instead.", nameof(values));
            words += bag.Fill(value);
            var rarities = statistics is null ? [] : QuestionWords.Weigh(bag, statistics);
            embeddings.Add(new(HashedVector.Of(bag, _scheme, _dimensions, rarities)) { ModelId = ModelId });
        }

        embeddings.Usage = new() { InputTokenCount = words, TotalTokenCount = words };
        return Task.FromResult(embeddings);
    }

    public IReadOnlyCollection<string> WordsOf(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var bag = new WordBag();
        bag.Fill(question);
        return QuestionWords.Of(bag);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata)) return _metadata;
        if (serviceType == typeof(DataLocation)) return DataLocation.InProcess;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() { }

    private void RefuseWhatCannotBeDone(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != _dimensions)
        {
            throw new ArgumentException(
                $"The hashing embedder makes vectors of {_dimensions} dimensions, not {dimensions}; set HashingEmbeddingOptions.Dimensions.",
                nameof(options));
        }

        if (options?.ModelId is { } model && model != ModelId)
            throw new ArgumentException($"The hashing embedder has the model '{ModelId}' only, not '{model}'.", nameof(options));
    }
}
