using Edify.Rag.Embeddings.Onnx;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class EngineLayoutsTests
{
    [Fact]
    public void In_every_layout_that_is_tried_a_batch_grows_with_the_threads_that_share_it() =>
        Assert.Equal([(4, 1, 256), (1, 4, 1024), (2, 1, 256), (2, 2, 512)], Tried(new()));

    [Fact]
    public void A_batch_is_as_large_as_the_settings_say() =>
        Assert.Equal([(4, 1, 700), (1, 4, 700), (2, 1, 700), (2, 2, 700)], Tried(new() { BatchTokens = 700, ThreadsPerBatch = 3 }));

    [Fact]
    public void What_is_given_is_measured_for_its_own_threads()
    {
        Assert.Equal(new EngineLayout(4, 1, new(256)), Of(new()).Given(cores: 4));
        Assert.Equal(new EngineLayout(2, 2, new(512)), Of(new() { ThreadsPerBatch = 2 }).Given(cores: 4));
        Assert.Equal(new EngineLayout(1, 1, new(16_384)), Of(new() { Provider = OnnxProvider.Cuda }).Given(cores: 4));
        Assert.Equal(new EngineLayout(3, 1, new(256)), Of(new() { ParallelBatches = 3 }).Given(cores: 4));
    }

    [Fact]
    public void Texts_that_would_change_one_another_are_alone_in_every_layout() =>
        Assert.All(new EngineLayouts(new OnnxEmbeddingOptions(), computesAlone: true).Candidates(4), layout => Assert.Equal(1, layout.Limits.Texts));

    private static EngineLayouts Of(OnnxEmbeddingOptions options) => new(options, computesAlone: false);

    private static IEnumerable<(int Workers, int Threads, int Tokens)> Tried(OnnxEmbeddingOptions options) =>
        Of(options).Candidates(cores: 4).Select(layout => (layout.Workers, layout.Threads, layout.Limits.Tokens));
}
