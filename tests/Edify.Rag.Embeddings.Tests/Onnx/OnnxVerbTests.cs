using Edify.Rag.Embeddings.Onnx;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class OnnxVerbTests
{
    [Fact]
    public async Task The_verbs_register_embedder_and_reranker_under_the_pipelines_name()
    {
        using var encoder = new OnnxTestModel(BertShape.Tiny, "pooling_mode_mean_tokens");
        using var scorer = new OnnxTestModel(BertShape.Tiny with { Labels = 1, OutputName = "logits" });
        var builder = new TestRagBuilder("sop");
        builder.UseOnnxEmbeddings(encoder.Folder, o => (o.RuntimeLibrary, o.Dimensions) = (NeededOnnx.Runtime, 8));
        builder.UseOnnxReranker(scorer.Folder, o => o.RuntimeLibrary = NeededOnnx.Runtime);
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(8, (await services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>("sop").GenerateAsync(["bada"]))[0].Vector.Length);
        Assert.Equal(3, (await services.GetRag<IReranker>("sop").RerankAsync("bada", RerankerTests.Passages(3))).Count);
    }

    public static TheoryData<string, OnnxEmbeddingOptions> Wrong => new()
    {
        { "ModelPath", new() },
        { "MaxLength", new() { ModelPath = "m", MaxLength = 3 } },
        { "ParallelBatches", new() { ModelPath = "m", ParallelBatches = -1 } },
        { "ThreadsPerBatch", new() { ModelPath = "m", ThreadsPerBatch = 0 } },
        { "BatchTokens", new() { ModelPath = "m", BatchTokens = 15 } },
        { "Device", new() { ModelPath = "m", Device = -1 } },
        { "Provider", new() { ModelPath = "m", Provider = (OnnxProvider)9 } },
        { "Precision", new() { ModelPath = "m", Precision = (OnnxPrecision)9 } },
        { "GraphOptimization", new() { ModelPath = "m", GraphOptimization = (OnnxGraphOptimization)9 } },
        { "Dimensions", new() { ModelPath = "m", Dimensions = -1 } },
        { "MaxWindows", new() { ModelPath = "m", MaxWindows = 0 } },
        { "Pooling", new() { ModelPath = "m", Pooling = (OnnxPooling)9 } },
        { "LongTexts", new() { ModelPath = "m", LongTexts = (OnnxLongTexts)9 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named(string option, OnnxEmbeddingOptions options) =>
        Assert.Contains($"OnnxEmbeddingOptions.{option} is", new OnnxEmbeddingOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Settings_that_only_name_a_model_are_right()
    {
        Assert.True(new OnnxEmbeddingOptionsValidator().Validate(null, new() { ModelPath = "m" }).Succeeded);
        Assert.True(new OnnxRerankerOptionsValidator().Validate(null, new() { ModelPath = "m", Top = 5, RetrievalWeight = 0.3 }).Succeeded);
    }

    [Fact]
    public void A_wrong_setting_of_the_reranker_is_named()
    {
        var validator = new OnnxRerankerOptionsValidator();
        Assert.Contains("Top", validator.Validate(null, new() { ModelPath = "m", Top = -1 }).FailureMessage, StringComparison.Ordinal);
        Assert.Contains("RetrievalWeight", validator.Validate(null, new() { ModelPath = "m", RetrievalWeight = double.NaN }).FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Score", validator.Validate(null, new() { ModelPath = "m", Score = (OnnxRerankScore)7 }).FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Sigmoid", validator.Validate(null, new() { ModelPath = "m", Score = OnnxRerankScore.Logit, RetrievalWeight = 0.2 }).FailureMessage, StringComparison.Ordinal);
    }
}
