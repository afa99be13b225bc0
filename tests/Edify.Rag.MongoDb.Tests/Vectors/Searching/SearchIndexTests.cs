using Edify.Rag.MongoDb.Server.Commands;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;
using Edify.Rag.MongoDb.Vectors.Searching;

namespace Edify.Rag.MongoDb.Tests.Vectors.Searching;

public sealed class SearchIndexTests
{
    [Fact]
    public async Task The_search_goes_by_the_index_with_the_filter_in_it()
    {
        await using var server = new MongoDouble(new() { Members = 1, HasSearch = true });
        await using var made = await MakeAsync(server);

        var found = await made.SearchAsync(new() { Vector = TestStore.Unit(1), Limit = 5, Filter = VectorFilter.Equal("subject", "maths") & VectorFilter.Exists("other") });

        Assert.Equal(5, found.Count);
        Assert.Equal(1, found[0].Score, 1e-5);
        var stage = Stage(server, "$vectorSearch");
        Assert.Equal(100, stage["limit"]);
        Assert.Equal(100, stage["numCandidates"]);
        Assert.Equal(2, ((List<object?>)((MongoDocument)stage["filter"]!)["$and"]!).Count);
        Assert.Single(Searches(server));
    }

    [Fact]
    public async Task What_the_index_does_not_find_enough_of_is_found_by_comparing()
    {
        await using var server = new MongoDouble(new() { Members = 1, HasSearch = true });
        await using var made = await MakeAsync(server);
        server.Locked(data => data.Collections("test").Sum(c => data.Find("test", c)!.SearchIndexes.RemoveAll(_ => true)));

        Assert.Equal(50, (await made.SearchAsync(new() { Vector = TestStore.Unit(1), Limit = 50 })).Count);
        Assert.Equal(50, (await made.SearchAsync(new() { Text = "text", Limit = 50 })).Count);
        Assert.Equal(50, (await made.SearchAsync(new() { Text = "text", Vector = TestStore.Unit(1), Limit = 50 })).Count);
        Assert.Contains("search index vectors", (await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.CheckAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_can_not_be_asked_is_done_without()
    {
        await using var server = new MongoDouble(new() { Members = 1, HasSearch = true });
        await using var made = await MakeAsync(server);
        server.Fault("aggregate", new DoubleFault.Fail(8, "UnknownError"));

        Assert.Equal(50, (await made.SearchAsync(new() { Vector = TestStore.Unit(1), Limit = 50 })).Count);
        Assert.Contains(made.Logs.Lines, line => line.Contains("could not be asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_compares_vectors_is_asked_to()
    {
        await using var server = new MongoDouble(new() { WireVersion = DoubleOptions.ComparesVectors });
        await using var made = await MakeAsync(server);

        Assert.Equal(TestStore.IdOf(1), (await made.SearchAsync(new() { Vector = TestStore.Unit(1) }))[0].Record.Id);
        Assert.True(((MongoDocument)Stage(server, "$set")["score"]!).Has("$similarityDotProduct"));
    }

    [Fact]
    public async Task A_hybrid_search_transfers_no_text_but_that_of_its_matches()
    {
        await using var server = new MongoDouble();
        await using var made = await MakeAsync(server);

        Assert.Equal(3, (await made.SearchAsync(new() { Vector = TestStore.Unit(1), Text = "text", Limit = 3 })).Count);

        Assert.Equal(2, Searches(server).Count);
        Assert.All(Searches(server), call => Assert.Equal(["score"], ((MongoDocument)((MongoDocument)call.List("pipeline")[^1]!)["$project"]!).Fields.Select(f => f.Key)));
    }

    [Theory]
    [InlineData("geometry AND NOT \"x\" -drama", "geometry AND NOT x drama")]
    [InlineData("  \"a-b\" (c:d) ", "a b c d")]
    [InlineData("snake_case naïve 学校 e\u0301", "snake_case naïve 学校 e\u0301")]
    [InlineData("?! -- ", "")]
    public void A_question_is_words_alone(string text, string words) => Assert.Equal(words, QueryWords.Of(text));

    private static async Task<TestStore> MakeAsync(MongoDouble server)
    {
        var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition(("subject", FieldKind.Text)));
        await made.Store.UpsertAsync(TestStore.Name, [.. Enumerable.Range(0, 50).Select(i => TestStore.Record(i, ("subject", "maths"), ("other", 1L)))]);
        server.Calls.Clear();
        return made;
    }

    private static List<CommandCall> Searches(MongoDouble server) =>
        [.. server.Calls.Where(c => c.Name == "aggregate" && c.Target.EndsWith("embeddings", StringComparison.Ordinal))];

    private static MongoDocument Stage(MongoDouble server, string name) =>
        Searches(server).SelectMany(c => c.List("pipeline")).Cast<MongoDocument>().Where(s => s.Has(name)).Select(s => (MongoDocument)s[name]!).First();
}
