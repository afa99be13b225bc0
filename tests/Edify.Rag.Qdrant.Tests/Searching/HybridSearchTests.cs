using System.Text.Json;
using Edify.Rag.Qdrant.Tests.Support;
using Made = Edify.Rag.Qdrant.Tests.Support.Records;

namespace Edify.Rag.Qdrant.Tests.Searching;

public sealed class HybridSearchTests
{
    [Theory]
    [InlineData("1.15.5", false)]
    [InlineData("1.16.0", true)]
    [InlineData("1.19.0", true)]
    public async Task The_server_fuses_where_it_can_and_the_filter_stands_on_every_leg(string version, bool canFuse)
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { Version = version, KeepsExchanges = true });
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition());
        var random = new Random(1);
        await store.UpsertAsync(Made.Name, [.. Enumerable.Range(0, 30).Select(i => Made.One(random, string.Join(' ', Enumerable.Repeat("drama", i).Prepend(i % 2 == 0 ? "joule" : "ibsen"))))]);
        var found = await store.FindAsync(new() { Vector = Made.Unit(random), Text = "joule", MinSimilarity = 0.1f, Limit = 5 });

        Assert.Equal(5, found.Count);
        var asked = qdrant.Server.Exchanges.Where(e => e.Target.Contains("/points/query", StringComparison.Ordinal)).ToList();
        var searches = JsonElement.Parse(Assert.Single(asked).RequestBody.Span).GetProperty("searches").EnumerateArray().ToList();
        Assert.Equal(canFuse ? 3 : 2, searches.Count);
        var legs = searches.Take(2).Concat(canFuse ? searches[2].GetProperty("prefetch").EnumerateArray() : []).ToList();
        Assert.All(legs, leg => Assert.Contains("text_tenant", leg.GetProperty("filter").GetRawText(), StringComparison.Ordinal));
        Assert.Equal(canFuse ? 2 : 1, legs.Count(leg => leg.TryGetProperty("score_threshold", out _)));
        if (canFuse) Assert.Equal("""{"rrf":{"k":61}}""", searches[2].GetProperty("query").GetRawText());
        Assert.Equal(canFuse ? 0 : 1, qdrant.Server.Exchanges.Count(e => e.Method == "POST" && e.Target.EndsWith("/points", StringComparison.Ordinal) && e.RequestBody.Length > 100));
    }

    [Fact]
    public async Task Old_and_new_servers_give_the_same_answer()
    {
        var answers = new List<List<(Guid, double, float?, double?)>>();
        foreach (var version in new[] { "1.15.5", "1.17.0", "1.19.0" })
        {
            await using var qdrant = await TestQdrant.StartAsync(new() { Version = version });
            var store = qdrant.Store();
            await store.EnsureCollectionAsync(Made.Definition());
            var random = new Random(2);
            string[] words = ["joule", "ibsen", "drama", "energy"];
            await store.UpsertAsync(Made.Name, [.. Enumerable.Range(0, 150).Select(_ => Made.One(random, string.Join(' ', words.Where(_ => random.Next(3) == 0))))]);
            var found = await store.FindAsync(new() { Vector = Made.Unit(random), Text = "joule ibsen", Limit = 40 });
            answers.Add(found.ConvertAll(match => (match.Record.Id, match.Score, match.Similarity, match.LexicalScore)));
        }

        Assert.Equal(40, answers[0].Count);
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
    }

    [Theory]
    [InlineData("1.15.5")]
    [InlineData("1.19.0")]
    public async Task Equal_scores_are_in_order_of_id_however_many_there_are(string version)
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { Version = version });
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition());
        var random = new Random(3);
        var vector = Made.Unit(random);
        var records = Enumerable.Range(0, 700).Select(_ => Made.One(random, "joule") with { Vector = vector }).ToList();
        await store.UpsertAsync(Made.Name, records);
        var expected = records.Select(record => record.Id).Order().Take(7).ToList();

        foreach (var query in new VectorQuery[] { new() { Vector = vector }, new() { Text = "joule" }, new() { Vector = vector, Text = "joule" } })
            Assert.Equal(expected, (await store.FindAsync(query with { Limit = 7 })).Select(match => match.Record.Id));
    }

    [Fact]
    public async Task A_filter_that_admits_nothing_asks_nothing()
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { KeepsExchanges = true });
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition());
        qdrant.Server.Exchanges.Clear();

        Assert.Empty(await store.SearchAsync(Made.Name, new() { Text = "joule" }, AccessScope.For(new("u", ""), VectorFilter.All)).ToListAsync());
        Assert.DoesNotContain(qdrant.Server.Exchanges, e => e.Target.Contains("/points/query", StringComparison.Ordinal));
    }
}
