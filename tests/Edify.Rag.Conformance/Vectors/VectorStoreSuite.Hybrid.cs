namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    private const string TwoWords = "joule ibsen";

    /// <summary>A hybrid search fuses both rankings by reciprocal rank, with the scores of each leg.</summary>
    [Fact]
    public async Task A_hybrid_search_fuses_the_ranks_of_both_legs()
    {
        Require(VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid);
        var random = new TestRecords(11);
        var records = random.Many(80, Dimension, Tenant);
        await UpsertAsync(records);
        var vector = random.Unit(Dimension);
        var nearest = await SearchAsync(new() { Vector = vector, Limit = 100 });
        var lexical = await SearchAsync(new() { Text = TwoWords, Limit = 100 });
        var expected = records
            .Select(r => (r.Id, Score: Reciprocal(nearest.FindIndex(m => m.Record.Id == r.Id)) + Reciprocal(lexical.FindIndex(m => m.Record.Id == r.Id))))
            .OrderByDescending(r => r.Score).ThenBy(r => r.Id).Take(20).ToList();

        var actual = await SearchAsync(new() { Vector = vector, Text = TwoWords, Limit = 20 });

        Assert.Equal(expected.Select(e => e.Id), actual.Select(a => a.Record.Id));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-9));
        Assert.All(actual, a => Assert.Equal(nearest.Find(n => n.Record.Id == a.Record.Id)?.Similarity, a.Similarity));
        Assert.All(actual, a => Assert.Equal(lexical.Find(n => n.Record.Id == a.Record.Id)?.LexicalScore, a.LexicalScore));
    }

    /// <summary>Ranks are counted among what scope and filter admit, on both legs: what may not be seen moves nothing.</summary>
    [Fact]
    public async Task A_hybrid_search_ranks_what_is_admitted_and_nothing_else()
    {
        Require(VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid);
        var random = new TestRecords(17);
        var records = Tenants.SelectMany(tenant => random.Many(60, Dimension, tenant)).ToList();
        await UpsertAsync(records);
        var filter = VectorFilter.AnyOf("subject", "maths", "science", "literature");
        var admitted = records.Where(record => Everything.Admits(record.Fields) && filter.Matches(record.Fields)).ToList();

        for (var i = 0; i < 5; i++)
        {
            var vector = random.Unit(Dimension);
            var nearest = BruteForce.Nearest(admitted, vector, VectorFilter.All, 100).Select(found => found.Record.Id).ToList();
            var words = await IdsOfAsync(new() { Text = TwoWords, Limit = 100, Filter = filter });
            var expected = Fused(admitted, nearest, words).Take(15).ToList();

            var actual = await SearchAsync(new() { Vector = vector, Text = TwoWords, Limit = 15, Filter = filter });

            Assert.Equal(expected.Select(e => e.Id), actual.Select(a => a.Record.Id));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));
        }
    }

    /// <summary>The least similarity holds for the vector leg; what holds the words is found however far it is.</summary>
    [Fact]
    public async Task The_least_similarity_of_a_hybrid_search_is_that_of_its_vector_leg()
    {
        Require(VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid);
        var random = new TestRecords(18);
        var records = random.Many(70, Dimension, Tenant);
        await UpsertAsync(records);
        var vector = random.Unit(Dimension);
        var nearest = BruteForce.Nearest(records, vector, VectorFilter.All, 100).Where(found => found.Score >= 0.25).Select(found => found.Record.Id).ToList();
        var words = await IdsOfAsync(new() { Text = TwoWords, Limit = 100 });

        var actual = await SearchAsync(new() { Vector = vector, Text = TwoWords, Limit = 1000, MinSimilarity = 0.25f });

        Assert.Equal(Fused(records, nearest, words).Select(e => e.Id), actual.Select(a => a.Record.Id));
        Assert.All(actual, a => Assert.Equal(nearest.Contains(a.Record.Id), a.Similarity is not null));
        Assert.All(actual, a => Assert.Equal(words.Contains(a.Record.Id), a.LexicalScore is not null));
    }

    /// <summary>Where one leg finds nothing, the other is the answer: words that nobody wrote, or a vector that is near to nothing.</summary>
    [Fact]
    public async Task Where_one_leg_finds_nothing_the_other_answers()
    {
        Require(VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid);
        var random = new TestRecords(19);
        await UpsertAsync(random.Many(40, Dimension, Tenant));
        var vector = random.Unit(Dimension);

        Assert.Equal(await IdsOfAsync(new() { Vector = vector }), await IdsOfAsync(new() { Vector = vector, Text = "zygote" }));
        Assert.Equal(await IdsOfAsync(new() { Text = TwoWords }), await IdsOfAsync(new() { Vector = new float[Dimension], Text = TwoWords }));
        Assert.Equal(await IdsOfAsync(new() { Text = TwoWords }), await IdsOfAsync(new() { Vector = Times(vector, -1), Text = TwoWords, MinSimilarity = 1 }));
        Assert.Empty(await IdsOfAsync(new() { Vector = new float[Dimension] }));
    }

    private static IEnumerable<(Guid Id, double Score)> Fused(IEnumerable<VectorRecord> records, List<Guid> nearest, List<Guid> words) => records
        .Select(record => (record.Id, Score: Reciprocal(nearest.IndexOf(record.Id)) + Reciprocal(words.IndexOf(record.Id))))
        .Where(record => record.Score > 0)
        .OrderByDescending(record => record.Score).ThenBy(record => record.Id);

    private static double Reciprocal(int index) => index < 0 ? 0 : 1.0 / (60 + index + 1);
}
