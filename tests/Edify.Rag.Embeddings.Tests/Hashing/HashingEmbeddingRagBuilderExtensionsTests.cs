using Edify.Rag.Embeddings.Hashing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Embeddings.Tests.Hashing;

public sealed class HashingEmbeddingRagBuilderExtensionsTests
{
    [Fact]
    public async Task The_verb_registers_the_embedder_under_the_pipelines_name_and_options()
    {
        var builder = new TestRagBuilder("sop");
        builder.UseHashingEmbeddings(o => o.Dimensions = 128);
        await using var services = builder.Services.BuildServiceProvider();

        var embedder = services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>("sop");

        Assert.Equal(128, (await embedder.GenerateAsync(["text"]))[0].Vector.Length);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(8192, true)]
    [InlineData(63, false)]
    [InlineData(8193, false)]
    public void Dimensions_out_of_range_are_refused_by_name(int dimensions, bool isValid)
    {
        var result = new HashingEmbeddingOptionsValidator().Validate(null, new() { Dimensions = dimensions });

        Assert.Equal(isValid, result.Succeeded);
        if (!isValid) Assert.Contains("HashingEmbeddingOptions.Dimensions", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_validator_is_registered_once()
    {
        var builder = new TestRagBuilder("default");
        builder.UseHashingEmbeddings().UseHashingEmbeddings();

        Assert.Single(builder.Services, s => s.ServiceType == typeof(IValidateOptions<HashingEmbeddingOptions>));
    }
}
