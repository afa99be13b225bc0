using System.Globalization;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Embeds texts by a transformer that ONNX Runtime computes.</summary>
/// <remarks>Safe for concurrent use: what several callers want at a time goes through batches together, questions first.</remarks>
internal sealed class OnnxEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    // Texts that are sorted by length together; two such groups are under way at a time.
    private const int GroupSize = 2048;

    private readonly LoadedEncoder _encoder;
    private readonly SentenceModel _model;
    private readonly VectorMaker _maker;
    private readonly OnnxEmbeddingOptions _options;
    private readonly EmbeddingGeneratorMetadata _metadata;

    private OnnxEmbedder(LoadedEncoder encoder, SentenceModel model, VectorMaker maker, OnnxEmbeddingOptions options)
    {
        (_encoder, _model, _maker, _options) = (encoder, model, maker, options);
        ModelId = $"{model.Name}@{Fingerprint()}";
        _metadata = new("onnx", providerUri: null, ModelId, maker.Dimension);
    }

    /// <summary>Name of the model's folder, and a fingerprint of all that its vectors depend on.</summary>
    public string ModelId { get; }

    /// <summary>What was loaded.</summary>
    public LoadedEncoder Encoder => _encoder;

    /// <summary>Length of the vectors.</summary>
    public int Dimension => _maker.Dimension;

    /// <summary>What is put before questions and passages.</summary>
    public (string Query, string Passage) Prefixes => (_options.QueryPrefix ?? _model.Prefixes.Query, _options.PassagePrefix ?? _model.Prefixes.Passage);

    /// <exception cref="RagConfigurationException">The model or the library can't be used.</exception>
    public static OnnxEmbedder Load(OnnxEmbeddingOptions options, TimeProvider time)
    {
        var model = SentenceModel.Read(options.ModelPath);
        var layers = model.DenseFolders.Select(DenseLayer.Read).ToList();
        var encoder = LoadedEncoder.Load(
            options, model.TransformerFolder, model.Config, model.MaxLength, session => SentencePorts.Find(session, model, options.Pooling is not null), time);
        try
        {
            var isPooled = !encoder.Ports.IsPerToken;
            var pooling = isPooled ? null : options.Pooling is { } way ? new PoolingSpec([way], model.Pooling?.IncludesPrefix ?? true) : model.Pooling ?? PoolingSpec.Default;
            var maker = new VectorMaker(encoder.Ports.Dimension, pooling, isPooled ? [] : layers, options.Dimensions, options.Normalize ?? model.Normalizes);
            return new(encoder, model, maker, options);
        }
        catch (RagConfigurationException)
        {
            encoder.Dispose();
            throw;
        }
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        RefuseWhatCannotBeDone(options);
        var isQuery = EmbeddingPurposes.Of(options) == EmbeddingPurpose.Query;
        var sequences = new TextSequences(_encoder, _options, isQuery ? Prefixes.Query : Prefixes.Passage, _model.LowersCase);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        var tokens = 0L;
        var underWay = new Queue<(EmbeddingGroup Group, Task Done)>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            foreach (var texts in values.Chunk(GroupSize))
            {
                var group = new EmbeddingGroup(sequences, _maker, isQuery);
                foreach (var text in texts)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    group.Add(text ?? throw new ArgumentException("A text is null; embed an empty text instead.", nameof(values)));
                }

                underWay.Enqueue((group, _encoder.Engine.RunAsync(group.Job, stop.Token)));
                if (underWay.Count > 1) tokens += await FinishAsync(underWay.Dequeue(), embeddings).ConfigureAwait(false);
            }

            while (underWay.TryDequeue(out var last)) tokens += await FinishAsync(last, embeddings).ConfigureAwait(false);
        }
        finally
        {
            // Where one group failed, nobody wants the other.
            if (underWay.Count > 0) await stop.CancelAsync().ConfigureAwait(false);
        }

        embeddings.Usage = new() { InputTokenCount = tokens, TotalTokenCount = tokens };
        return embeddings;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata)) return _metadata;
        if (serviceType == typeof(DataLocation)) return DataLocation.InProcess;
        if (serviceType == typeof(ITextTokenizer) || serviceType == typeof(ModelTokenizer)) return _encoder.Tokenizer;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => _encoder.Dispose();

    private async Task<long> FinishAsync((EmbeddingGroup Group, Task Done) work, GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        await work.Done.ConfigureAwait(false);
        foreach (var vector in work.Group.Vectors()) embeddings.Add(new(vector) { ModelId = ModelId });
        return work.Group.Tokens;
    }

    private string Fingerprint() => ModelFingerprint.Of(
        _encoder.File,
        _encoder.Tokenizer.Fingerprint,
        string.Create(CultureInfo.InvariantCulture, $"{_options.Pooling} {_maker.Normalizes} {_maker.Dimension} {_encoder.MaxLength} {_options.LongTexts} {_options.MaxWindows} {_model.LowersCase}"),
        string.Join(' ', _model.Pooling?.Ways ?? []),
        Prefixes.Query,
        Prefixes.Passage);

    private void RefuseWhatCannotBeDone(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != _maker.Dimension)
            throw new ArgumentException($"The model '{_model.Name}' makes vectors of {_maker.Dimension} dimensions here, not {dimensions}; set OnnxEmbeddingOptions.Dimensions.", nameof(options));
        if (options?.ModelId is { } id && id != ModelId)
            throw new ArgumentException($"This embedder has the model '{ModelId}' only, not '{id}'.", nameof(options));
    }
}
