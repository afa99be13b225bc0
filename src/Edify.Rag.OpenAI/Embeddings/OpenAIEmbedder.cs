using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using EmbeddingClient = OpenAI.Embeddings.EmbeddingClient;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Embeds texts by a server that speaks OpenAI's API. Safe for concurrent use.</summary>
internal sealed class OpenAIEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    // Somebody waits for a question's vector, and searching by words alone is better than waiting longer.
    private static readonly TimeSpan PatienceOfQuestions = TimeSpan.FromSeconds(3);

    private readonly OpenAIEmbeddingOptions _options;
    private readonly EmbeddingServer _server;
    private readonly TextPreparation _preparation;
    private readonly EmbeddingRequests _requests;
    private readonly ILogger _logger;
    private int _cutsTold;

    /// <param name="options">The options.</param>
    /// <param name="server">The server; disposed with the embedder.</param>
    /// <param name="findTokenizer">Finds the pipeline's tokenizer; called when a text is first embedded.</param>
    /// <param name="logger">Told what an operator may want to know.</param>
    public OpenAIEmbedder(OpenAIEmbeddingOptions options, EmbeddingServer server, Func<ITextTokenizer?> findTokenizer, ILogger logger)
    {
        (_options, _server, _logger) = (options, server, logger);
        _preparation = new(options, new TokenEstimate(findTokenizer));
        _requests = new(server, options, logger);
        ModelId = options.Model + Fingerprint(options);
    }

    /// <summary>The model, and a fingerprint of the prefixes where there are some: they change vectors.</summary>
    public string ModelId { get; }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        RefuseWhatCannotBeDone(options);
        cancellationToken.ThrowIfCancellationRequested();
        var isQuery = EmbeddingPurposes.Of(options) == EmbeddingPurpose.Query;
        var prefix = isQuery ? _options.QueryPrefix : _options.PassagePrefix;
        OutgoingText[] texts =
        [
            .. values.Select((text, i) => _preparation.Prepare(text ?? throw new ArgumentException($"Text {i} is null; embed an empty text instead.", nameof(values)), prefix)),
        ];

        var patience = isQuery && PatienceOfQuestions < _options.MaxRetryDelay ? PatienceOfQuestions : _options.MaxRetryDelay;
        var call = new EmbeddingCall(texts, patience);
        await Parallel.ForEachAsync(
            BatchPlan.Of(texts, _requests.MostTexts, _options.MaxTokensPerRequest),
            new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallelRequests, CancellationToken = cancellationToken },
            async (part, token) => await _requests.EmbedAsync(part, call, token).ConfigureAwait(false)).ConfigureAwait(false);
        if (Array.Exists(texts, text => text.IsCut) && Interlocked.Exchange(ref _cutsTold, 1) == 0) _logger.TextCut(_options.Model);
        return call.Finish(ModelId);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata)) return new EmbeddingGeneratorMetadata("openai", _options.Address, ModelId, _requests.Dimension is > 0 and var known ? known : null);
        if (serviceType == typeof(EmbeddingClient)) return _server.Client;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => _server.Dispose();

    private static string Fingerprint(OpenAIEmbeddingOptions options) =>
        options.QueryPrefix.Length + options.PassagePrefix.Length == 0
            ? string.Empty
            : "@" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.QueryPrefix}\0{options.PassagePrefix}")).AsSpan(0, 4));

    private void RefuseWhatCannotBeDone(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != _requests.Dimension)
            throw new ArgumentException($"The model '{_options.Model}' is asked for vectors of {_options.Dimensions} dimensions here, not {dimensions}; set OpenAIEmbeddingOptions.Dimensions.", nameof(options));
        if (options?.ModelId is { } model && model != ModelId && model != _options.Model)
            throw new ArgumentException($"This embedder has the model '{ModelId}' only, not '{model}'.", nameof(options));
    }
}
