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

    /// <summary>What is equal in every score is ordered by id, so that the same query gives the same order.</summary>
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

    /// <summary>A vector says whose it is, and a collection of another embedder refuses it: that both have one length says nothing.</summary>
    [Fact]
    public async Task A_vector_of_another_embedder_is_refused()
    {
        var record = new TestRecords(15).One(Dimension, Tenant);
        await UpsertAsync(record);
        var query = new VectorQuery { Vector = record.Vector, Embedder = Embedder };

        Assert.Single(await SearchAsync(query));
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => SearchAsync(query with { Embedder = "other:2" }));
        Assert.Contains(Embedder, error.Message, StringComparison.Ordinal);
        Assert.Contains("other:2", error.Message, StringComparison.Ordinal);
        if (!Store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical)) return;
        Assert.Single(await SearchAsync(new() { Text = TestRecords.AllWords, Embedder = "other:2" }));
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
            new() { Vector = Array.Empty<float>() },
            new() { Vector = new TestRecords(12).Unit(Dimension + 1), Text = "geometry" },
            new() { Vector = Enumerable.Repeat(float.NegativeInfinity, Dimension).ToArray() },
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

    /// <summary>Similarities are cosines, the same numbers from every store, whatever the length of the vectors that were given.</summary>
    [Fact]
    public async Task Similarities_are_cosines()
    {
        var random = new TestRecords(14);
        var vector = random.Unit(Dimension);
        var across = Across(vector, random.Unit(Dimension));
        float[][] vectors = [vector, Times(vector, 3), Times(vector, 1e-12f), across, Times(vector, -1), Times(vector, -1e12f)];
        double[] cosines = [1, 1, 1, 0, -1, -1];
        var records = vectors.Select(v => random.One(Dimension, Tenant) with { Vector = v }).ToList();
        await UpsertAsync(records);

        foreach (var asked in new[] { vector, Times(vector, 5) })
        {
            var found = (await SearchAsync(new() { Vector = asked })).ToDictionary(match => match.Record.Id);
            Assert.All(records.Zip(cosines), pair => Assert.Equal(pair.Second, found[pair.First.Id].Similarity!.Value, 1e-5));
            Assert.All(found.Values, match => Assert.InRange(match.Similarity!.Value, -1f, 1f));
            Assert.All(found.Values, match => Assert.InRange(match.Score, -1, 1));
            Assert.Equal(3, (await SearchAsync(new() { Vector = asked, MinSimilarity = 0.5f })).Count);
            Assert.Equal(4, (await SearchAsync(new() { Vector = asked, MinSimilarity = -0.5f })).Count);
            Assert.Equal(6, (await SearchAsync(new() { Vector = asked, MinSimilarity = -1 })).Count);
        }
    }

    private static float[] Times(float[] vector, float factor) => [.. vector.Select(x => x * factor)];

    // The part of the second that is at right angles to the first, which is of unit length.
    private static float[] Across(float[] vector, float[] other)
    {
        var along = (float)BruteForce.Dot(vector, other);
        var rest = vector.Zip(other, (x, y) => y - (along * x)).ToArray();
        return Times(rest, 1 / MathF.Sqrt(rest.Sum(x => x * x)));
    }
}
