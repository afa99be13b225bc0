using Edify.Rag.Hosting.Retrieval;

namespace Edify.Rag.Hosting.Tests.Retrieval;

public class RankFusionTests
{
    [Fact]
    public void Reciprocal_ranks_are_added()
    {
        var (a, b, c) = (Chunk("a"), Chunk("b"), Chunk("c"));
        var fused = RankFusion.ByRank([[a, b], [b, c]], 60);
        Assert.Equal(["b", "a", "c"], fused.Select(f => f.Name));
        Assert.Equal((1.0 / 62) + (1.0 / 61), fused[0].Score, 12);
        Assert.Equal(1.0 / 61, fused[1].Score, 12);
    }

    [Fact]
    public void Scores_of_both_legs_are_kept()
    {
        var near = Chunk("a") with { Similarity = 0.5f };
        var fused = Assert.Single(RankFusion.ByRank([[near], [near with { Similarity = null, LexicalScore = 3 }]], 60));
        Assert.Equal((0.5f, 3.0), (fused.Similarity!.Value, fused.LexicalScore!.Value));
    }

    [Fact]
    public void Equal_ranks_are_put_in_order_by_similarity_then_by_words()
    {
        var (a, b) = (Chunk("a") with { Similarity = 0.2f, LexicalScore = 9 }, Chunk("b") with { Similarity = 0.4f, LexicalScore = 1 });
        Assert.Equal(["b", "a"], RankFusion.ByRank([[a, b], [b, a]], 60).Select(f => f.Name));
        var (c, d) = (Chunk("c") with { LexicalScore = 1 }, Chunk("d") with { LexicalScore = 2 });
        Assert.Equal(["d", "c"], RankFusion.ByRank([[c], [d]], 60).Select(f => f.Name));
    }

    [Fact]
    public void The_order_of_equal_passages_does_not_depend_on_their_ids()
    {
        for (var i = 0; i < 50; i++)
        {
            var chunks = new[] { Chunk("c", 2), Chunk("c", 1), Chunk("a", 7), Chunk("b") };
            Assert.Equal([("a", 7), ("b", 0), ("c", 1), ("c", 2)], RankFusion.ByRank([.. chunks.Select(c => new[] { c })], 60).Select(f => (f.Name, f.Ordinal()!.Value)));
        }
    }

    [Theory]
    [InlineData(1.0, "near", "both", "worded")]
    [InlineData(0.0, "worded", "both", "near")]
    public void Weights_decide_between_legs(double weight, params string[] order)
    {
        var near = Chunk("near") with { Similarity = 0.8f };
        var both = Chunk("both") with { Similarity = 0.4f };
        var worded = Chunk("worded") with { LexicalScore = 10 };
        var fused = RankFusion.ByScore([near, both], [worded, both with { Similarity = null, LexicalScore = 5 }], weight);
        Assert.Equal(order, fused.Select(f => f.Name));
        Assert.Equal([1, 0.5, 0], fused.Select(f => Math.Round(f.Score, 6)));
    }

    [Fact]
    public void What_has_nothing_in_common_counts_for_nothing()
    {
        var fused = RankFusion.ByScore([Chunk("a") with { Similarity = -0.5f }], [], 0.5);
        Assert.Equal(0, Assert.Single(fused).Score);
    }

    internal static RetrievedChunk Chunk(string name, int ordinal = 0, string text = "", double score = 0) =>
        new(new(Guid.NewGuid(), text, new Dictionary<string, FieldValue> { [RagFields.Name] = name, [RagFields.Ordinal] = (long)ordinal }), score);
}
