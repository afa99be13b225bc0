using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>An embedder that works until it is switched off.</summary>
internal sealed class SwitchedEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public bool IsDown { get; set; }

    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        IsDown ? throw new HttpRequestException("503") : base.GenerateAsync(values, options, cancellationToken);
}
