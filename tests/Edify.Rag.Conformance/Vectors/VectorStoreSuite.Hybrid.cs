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
        var expected = Fused(records, Ranking(nearest), Ranking(lexical)).Take(20).ToList();

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
            var nearest = BruteForce.Nearest(admitted, vector, VectorFilter.All, 100).ConvertAll(found => (found.Record.Id, found.Score));
            var words = Ranking(await SearchAsync(new() { Text = TwoWords, Limit = 100, Filter = filter }));
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
        var nearest = BruteForce.Nearest(records, vector, VectorFilter.All, 100).Where(found => found.Score >= 0.25).Select(found => (found.Record.Id, found.Score)).ToList();
        var words = Ranking(await SearchAsync(new() { Text = TwoWords, Limit = 100 }));

        var actual = await SearchAsync(new() { Vector = vector, Text = TwoWords, Limit = 1000, MinSimilarity = 0.25f });

        Assert.Equal(Fused(records, nearest, words).Select(e => e.Id), actual.Select(a => a.Record.Id));
        Assert.All(actual, a => Assert.Equal(nearest.Exists(n => n.Id == a.Record.Id), a.Similarity is not null));
        Assert.All(actual, a => Assert.Equal(words.Exists(w => w.Id == a.Record.Id), a.LexicalScore is not null));
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

    /// <summary>What has equal scores in a leg shares its best rank there, so that no id decides how it is fused.</summary>
    [Fact]
    public async Task Equal_scores_of_a_leg_share_a_rank()
    {
        Require(VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid);
        for (var round = 0; round < 4; round++)
        {
            var random = new TestRecords(90 + round);
            var (asked, other) = (random.Unit(Dimension), random.Unit(Dimension));
            var records = Enumerable.Range(0, 3).Select(i => Named(random, round, Toward(asked, other, 0.9f - (0.2f * i)), "joule drama")).ToList();
            await UpsertAsync([.. records.Reverse<VectorRecord>()]);

            var found = await SearchAsync(new() { Vector = asked, Text = "joule", Filter = VectorFilter.Equal("grade", (long)round) });

            Assert.Equal(records.Select(r => r.Id), found.Select(m => m.Record.Id));
            Assert.All(found.Zip([2 / 61.0, (1 / 61.0) + (1 / 62.0), (1 / 61.0) + (1 / 63.0)]), pair => Assert.Equal(pair.Second, pair.First.Score, 1e-9));
        }
    }

    /// <summary>Of equal fused scores the more similar comes first, and what only words have found last, whatever their ids.</summary>
    [Fact]
    public async Task Equal_fused_scores_are_in_order_of_similarity()
    {
        Require(VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid);
        for (var round = 0; round < 6; round++)
        {
            var random = new TestRecords(100 + round);
            var (asked, other) = (random.Unit(Dimension), random.Unit(Dimension));

            // First and second in the one leg and the other way round in the other; then the third of each.
            var nearer = Named(random, round, Toward(asked, other, 0.95f), "joule drama energy fraction");
            var wordier = Named(random, round, Toward(asked, other, 0.9f), "joule joule drama energy");
            var near = Named(random, round, Toward(asked, other, 0.8f), "geometry geometry history history");
            var worded = Named(random, round, Times(asked, -1), "joule drama energy fraction geometry history ibsen algebra biology chemistry drama energy");
            await UpsertAsync(worded, near, wordier, nearer);

            var found = await SearchAsync(new() { Vector = asked, Text = "joule", MinSimilarity = 0.5f, Filter = VectorFilter.Equal("grade", (long)round) });

            Assert.Equal([nearer.Id, wordier.Id, near.Id, worded.Id], found.Select(m => m.Record.Id));
            Assert.Equal(found[0].Score, found[1].Score, 1e-12);
            Assert.Equal(found[2].Score, found[3].Score, 1e-12);
            Assert.Null(found[2].LexicalScore);
            Assert.Null(found[3].Similarity);
        }
    }

    private static VectorRecord Named(TestRecords random, long round, float[] vector, string text) => new(
        random.Id(), text, new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant, ["grade"] = round }) { Vector = vector };

    // At a similarity to the first, which is of unit length.
    private static float[] Toward(float[] vector, float[] other, float similarity) =>
        [.. vector.Zip(Across(vector, other), (x, y) => (similarity * x) + (MathF.Sqrt(1 - (similarity * similarity)) * y))];

    private static List<(Guid Id, double Score)> Ranking(List<VectorMatch> matches) => matches.ConvertAll(match => (match.Record.Id, match.Score));

    private static IEnumerable<(Guid Id, double Score)> Fused(IEnumerable<VectorRecord> records, List<(Guid Id, double Score)> nearest, List<(Guid Id, double Score)> words) => records
        .Select(record => (record.Id, Score: Reciprocal(nearest, record.Id) + Reciprocal(words, record.Id)))
        .Where(record => record.Score > 0)
        .OrderByDescending(record => record.Score).ThenByDescending(record => Similarity(nearest, record.Id)).ThenBy(record => record.Id);

    private static double Reciprocal(List<(Guid Id, double Score)> ranking, Guid id) =>
        ranking.FindIndex(row => row.Id == id) is >= 0 and var index ? 1.0 / (60 + 1 + ranking.Count(row => row.Score > ranking[index].Score)) : 0;

    private static double Similarity(List<(Guid Id, double Score)> nearest, Guid id) =>
        nearest.FindIndex(row => row.Id == id) is >= 0 and var index ? nearest[index].Score : double.NegativeInfinity;
}
