using Edify.Rag.Embeddings.Onnx;

namespace Edify.Rag.Embeddings.Tests.Onnx;

/// <summary>Counts what the whole process allocates, so nothing else may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private const int Texts = 64;

    [Fact]
    public async Task Longer_texts_allocate_no_more_than_short_ones()
    {
        const int shorter = 8;
        const int longer = 60;
        using var model = new OnnxTestModel(BertShape.Tiny);
        using var embedder = model.Open();

        var (ofShort, ofLong) = (await AllocatedAsync(embedder, shorter), await AllocatedAsync(embedder, longer));

        // Native batches differ in number; of a byte for each token more there is no half.
        Assert.True(ofLong - ofShort < (Texts * (longer - shorter) / 2), $"{ofShort} and {ofLong} bytes");
    }

    private static async Task<long> AllocatedAsync(OnnxEmbedder embedder, int length)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 12; round++)
        {
            var (ids, types) = (new int[length], new byte[length]);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var job = new EncodingJob((_, _) => { }, isUrgent: false);
            for (var i = 0; i < Texts; i++) job.Add(job.Tokens.Add(ids, types), length);
            await embedder.Encoder.Engine.RunAsync(job, CancellationToken.None);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
