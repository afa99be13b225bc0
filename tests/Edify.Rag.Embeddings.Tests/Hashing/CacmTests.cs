using System.Numerics.Tensors;
using Edify.Rag.Embeddings.Hashing;

namespace Edify.Rag.Embeddings.Tests.Hashing;

/// <summary>Ranking by cosine similarity alone.</summary>
public sealed class CacmTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Relevant_abstracts_rank_high()
    {
        var collection = Cacm.Load(ConformanceData.Folder("retrieval/cacm"));
        var embedder = new HashingEmbedder(new());
        var vectors = await embedder.GenerateAsync(collection.Texts);
        var asked = await embedder.GenerateAsync(collection.Questions.Select(q => q.Text));

        var precision = collection.Questions.Zip(asked).Average(pair => pair.First.AveragePrecision(
            vectors.Index().OrderByDescending(v => TensorPrimitives.Dot(v.Item.Vector.Span, pair.Second.Vector.Span)).Select(v => v.Index)));

        output.WriteLine($"MAP {precision:F4}");
        Assert.Equal(52, collection.Questions.Count);
        Assert.InRange(precision, 0.19, 1);
    }
}
