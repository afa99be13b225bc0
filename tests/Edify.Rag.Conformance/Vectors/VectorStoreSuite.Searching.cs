namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>The nearest are found, in order, with their similarity; brute force is the oracle.</summary>
    /// <param name="limit">How many are asked for.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task The_nearest_vectors_are_found_in_order(int limit)
    {
        var random = new TestRecords(limit);
        var records = random.Many(300, Dimension, Tenant);
        await UpsertAsync(records);
        var filter = VectorFilter.AnyOf("subject", "maths", "science", "literature");

        for (var i = 0; i < 10; i++)
        {
            var query = new VectorQuery { Vector = random.Unit(Dimension), Limit = limit, Filter = i % 2 == 0 ? VectorFilter.All : filter };
            var expected = BruteForce.Nearest(records, query.Vector.Value, query.Filter, limit);
            var actual = await SearchAsync(query);

            Assert.Equal(expected.Select(e => e.Record.Id), actual.Select(a => a.Record.Id));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
            Assert.All(actual, match => Assert.Equal(match.Score, match.Similarity!.Value, 1e-6));
            Assert.All(actual, match => Assert.Null(match.LexicalScore));
        }
    }

    /// <summary>Matches below the least similarity are dropped.</summary>
    [Fact]
    public async Task Matches_below_the_least_similarity_are_dropped()
    {
        var random = new TestRecords(7);
        var records = random.Many(100, Dimension, Tenant);
        await UpsertAsync(records);
        var vector = random.Unit(Dimension);

        var actual = await SearchAsync(new() { Vector = vector, MinSimilarity = 0.2f, Limit = 1000 });

        Assert.Equal(records.Where(r => BruteForce.Dot(r.Vector.Span, vector) >= 0.2).Select(r => r.Id).Order(), actual.Select(m => m.Record.Id).Order());
    }

    /// <summary>Equal scores are ordered by id, so that the same query gives the same order.</summary>
    [Fact]
    public async Task Ties_are_broken_by_id()
    {
        var random = new TestRecords(8);
        var (vector, text) = (random.Unit(Dimension), "the same words");
        var records = random.Many(40, Dimension, Tenant).ConvertAll(record => record with { Vector = vector, Text = text });
        await UpsertAsync(records);
        var expected = records.Select(record => record.Id).Order().Take(10).ToList();

        Assert.Equal(expected, (await SearchAsync(new() { Vector = vector })).Select(m => m.Record.Id));
        if (!Store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical)) return;
        Assert.Equal(expected, (await SearchAsync(new() { Text = "words" })).Select(m => m.Record.Id));
        Assert.Equal(expected, (await SearchAsync(new() { Vector = vector, Text = "words" })).Select(m => m.Record.Id));
    }

    /// <summary>A lexical search finds what holds a word of the query, all of it, and nothing else.</summary>
    [Fact]
    public async Task A_lexical_search_finds_exactly_what_holds_a_word()
    {
        Require(VectorStoreCapabilities.Lexical);
        var random = new TestRecords(9);
        var records = random.Many(200, Dimension, Tenant);
        await UpsertAsync(records);
        var filter = VectorFilter.Exists("grade");

        foreach (var words in new[] { "geometry", "algebra drama", "Biology, history!", "zygote", "" })
        {
            var wanted = words.ToLowerInvariant().Split([' ', ',', '!'], StringSplitOptions.RemoveEmptyEntries);
            var actual = await SearchAsync(new() { Text = words, Limit = 1000, Filter = filter });

            Assert.Equal(
                records.Where(r => filter.Matches(r.Fields) && wanted.Intersect(r.Text.Split(' ')).Any()).Select(r => r.Id).Order(),
                actual.Select(m => m.Record.Id).Order());
            Assert.Equal(actual.Select(m => m.Score).OrderDescending(), actual.Select(m => m.Score));
            Assert.All(actual, match => Assert.True(match.LexicalScore > 0 && match.LexicalScore == match.Score && match.Similarity is null));
        }
    }

    /// <summary>What would be syntax elsewhere is words here.</summary>
    /// <param name="text">A text that some query language would take for syntax.</param>
    [Theory]
    [InlineData("geometry AND NOT \"")]
    [InlineData("geometry) OR (1=1; DROP TABLE x --")]
    [InlineData("{ $where: 'geometry' }")]
    [InlineData("geometry:* & !~^\\")]
    public async Task Query_text_is_never_syntax(string text)
    {
        Require(VectorStoreCapabilities.Lexical);
        var records = new TestRecords(10).Many(50, Dimension, Tenant);
        await UpsertAsync(records);

        var actual = await SearchAsync(new() { Text = text, Limit = 1000 });

        Assert.Equal(records.Where(r => r.Text.Contains("geometry", StringComparison.Ordinal)).Select(r => r.Id).Order(), actual.Select(m => m.Record.Id).Order());
    }

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
        var lexical = await SearchAsync(new() { Text = "joule ibsen", Limit = 100 });
        var expected = records
            .Select(r => (r.Id, Score: Reciprocal(nearest, r.Id) + Reciprocal(lexical, r.Id)))
            .OrderByDescending(r => r.Score).ThenBy(r => r.Id).Take(20).ToList();

        var actual = await SearchAsync(new() { Vector = vector, Text = "joule ibsen", Limit = 20 });

        Assert.Equal(expected.Select(e => e.Id), actual.Select(a => a.Record.Id));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-9));
        Assert.All(actual, a => Assert.Equal(nearest.Find(n => n.Record.Id == a.Record.Id)?.Similarity, a.Similarity));
        Assert.All(actual, a => Assert.Equal(lexical.Find(n => n.Record.Id == a.Record.Id)?.LexicalScore, a.LexicalScore));

        static double Reciprocal(List<VectorMatch> ranking, Guid id) =>
            ranking.FindIndex(m => m.Record.Id == id) is >= 0 and var index ? 1.0 / (60 + index + 1) : 0;
    }

    /// <summary>A query that can't be answered is an error of the caller.</summary>
    [Fact]
    public async Task A_query_out_of_range_is_refused()
    {
        var vector = new TestRecords(12).Unit(Dimension);
        VectorQuery[] queries =
        [
            new(),
            new() { Vector = vector, Limit = 0 },
            new() { Vector = vector, Limit = 1001 },
            new() { Vector = vector, MinSimilarity = 1.5f },
            new() { Vector = vector, MinSimilarity = float.NaN },
            new() { Vector = new TestRecords(12).Unit(Dimension - 1) },
            new() { Vector = new float[] { float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } },
        ];

        foreach (var query in queries) await Assert.ThrowsAnyAsync<ArgumentException>(() => SearchAsync(query));
    }

    /// <summary>Matches come with text and fields, and without vectors.</summary>
    [Fact]
    public async Task A_match_is_the_whole_record_but_for_its_vector()
    {
        var record = new TestRecords(13).One(Dimension, Tenant);
        await UpsertAsync(record);

        var match = Assert.Single(await SearchAsync(new() { Vector = record.Vector }));

        AssertSame([record], [match.Record]);
        Assert.True(match.Record.Vector.IsEmpty);
    }
}
