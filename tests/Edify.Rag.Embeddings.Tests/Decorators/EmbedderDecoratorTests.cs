using Edify.Rag.Embeddings.CacheWriter;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Embeddings.Tests.Decorators;

public sealed class EmbedderDecoratorTests
{
    [Fact]
    public void An_embedder_that_gives_itself_no_name_is_known_by_its_type_and_not_by_a_decorators()
    {
        using var embedder = All(new Nameless());
        Assert.Equal((nameof(Nameless), null), MetadataOf(embedder) is { } metadata ? (metadata.ProviderName, metadata.DefaultModelId) : default);
    }

    [Fact]
    public void What_an_embedder_says_of_itself_goes_through()
    {
        using var embedder = All(new ScriptedEmbedder("m", 8, new("https://vectors.example")));
        var metadata = MetadataOf(embedder)!;
        Assert.Equal(("scripted", "m", 8, "vectors.example"), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions, metadata.ProviderUri!.Host));
    }

    [Fact]
    public void The_embedder_ends_with_what_wraps_it()
    {
        var inner = new Nameless();
        All(inner).Dispose();
        Assert.True(inner.IsDisposed);
    }

    private static IEmbeddingGenerator<string, Embedding<float>> All(IEmbeddingGenerator<string, Embedding<float>> inner) =>
        inner.WithTelemetry().WithLogging(NullLoggerFactory.Instance).WithRateLimit(new() { Texts = 1 }).WithCaching();

    private static EmbeddingGeneratorMetadata? MetadataOf(IEmbeddingGenerator embedder) => embedder.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;

    private sealed class Nameless : IEmbeddingGenerator<string, Embedding<float>>
    {
        public bool IsDisposed { get; private set; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() => IsDisposed = true;
    }
}
