using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>
/// Has an embedder elsewhere embed texts without what identifies a person. Its vectors are others than those of the whole texts, so it
/// calls itself another embedder: collections of both never mix.
/// </summary>
internal sealed class RedactingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, ITextRedactor redactor)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    // Raised when the same text is embedded as another one.
    private const string Mark = "+redacted/1";

    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GenerateAsync([.. values.Select(redactor.Redact)], options, cancellationToken);

    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        var service = base.GetService(serviceType, serviceKey);
        if (serviceKey is not null || serviceType != typeof(EmbeddingGeneratorMetadata)) return service;
        var known = service as EmbeddingGeneratorMetadata;
        return new EmbeddingGeneratorMetadata(
            known?.ProviderName ?? InnerGenerator.GetType().Name, known?.ProviderUri, $"{known?.DefaultModelId ?? "unknown"}{Mark}", known?.DefaultModelDimensions);
    }
}
