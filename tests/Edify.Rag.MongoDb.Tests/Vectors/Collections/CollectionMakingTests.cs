using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Tests.Vectors.Collections;

public sealed class CollectionMakingTests
{
    [Fact]
    public async Task Declared_fields_have_an_index_each_and_those_beyond_the_limit_share_one()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition(("subject", FieldKind.Text), ("a.b", FieldKind.Number)));
        Assert.Equal(["_id_", "chunk", "tenant", "words", "field_a%2Eb", "field_subject"], Indexes(server));

        await made.Store.EnsureCollectionAsync(TestStore.Definition([.. Enumerable.Range(0, 80).Select(i => ($"f{i:00}", FieldKind.Integer))]));
        Assert.Contains("fields", Indexes(server));
        Assert.InRange(Indexes(server).Count, 50, 64);
        await made.Store.CheckAsync();
    }

    [Fact]
    public async Task An_index_that_is_gone_is_told_and_made_again()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition(("subject", FieldKind.Text)));
        await made.Store.UpsertAsync(TestStore.Name, [TestStore.Record(1)]);
        server.Locked(data => data.Collections("test").Select(c => data.Find("test", c)!).Where(c => c.DropIndex("words") && c.DropIndex("field_subject")).Count());

        var check = await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.CheckAsync());
        var search = await Assert.ThrowsAsync<VectorStoreException>(() => made.SearchAsync(new() { Text = "text" }));
        await made.Store.EnsureCollectionAsync(TestStore.Definition());

        Assert.Contains("field_subject, words", check.Message, StringComparison.Ordinal);
        Assert.Contains("lacks an index", search.Message, StringComparison.Ordinal);
        Assert.Equal((TestStore.Name, "search", false), (search.Collection, search.Operation, search.IsTransient));
        await made.Store.CheckAsync();
        Assert.Single(await made.SearchAsync(new() { Text = "text" }));
    }

    [Fact]
    public async Task Several_that_make_a_collection_at_once_make_one()
    {
        await using var server = new MongoDouble(new() { Members = 1 });
        await using var one = new TestStore(server);
        await using var other = new TestStore(server);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : other).Store.EnsureCollectionAsync(TestStore.Definition(($"f{i}", FieldKind.Text)))));
        await Task.WhenAll(one.Store.UpsertAsync(TestStore.Name, [TestStore.Record(1)]), other.Store.UpsertAsync(TestStore.Name, [TestStore.Record(2)]));

        Assert.Equal(2, await one.Store.CountAsync(TestStore.Name, TestStore.Scope));
        Assert.Single(server.Locked(data => data.Collections("test").Where(c => c.EndsWith(".embeddings", StringComparison.Ordinal)).ToList()));
    }

    [Fact]
    public async Task A_collection_that_is_dropped_leaves_nothing_behind()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition());
        await made.Store.UpsertAsync(TestStore.Name, [TestStore.Record(1, (RagFields.Document, "d"))]);

        Assert.True(await made.Store.DropCollectionAsync(TestStore.Name));
        Assert.Equal(["edify.collections"], server.Locked(data => data.Collections("test").ToList()));
    }

    [Fact]
    public async Task An_alias_is_switched_between_two_searches_and_keeps_its_collection()
    {
        await using var server = new MongoDouble(new() { Members = 1 });
        await using var made = new TestStore(server);
        await using var other = new TestStore(server);
        foreach (var (name, id) in new[] { ("blue", 1), ("green", 2) })
        {
            await made.Store.EnsureCollectionAsync(TestStore.Definition() with { Name = name });
            await made.Store.UpsertAsync(name, [TestStore.Record(id)]);
        }

        foreach (var (name, id) in new[] { ("blue", 1), ("green", 2), ("blue", 1) })
        {
            await made.Store.SetAliasAsync("live", name);
            Assert.Equal(TestStore.IdOf(id), Assert.Single(await other.SearchAsync(new() { Vector = TestStore.Unit(1) }, "live")).Record.Id);
            Assert.Equal(name, (await other.Store.ListAliasesAsync())["live"]);
        }

        Assert.Contains("alias", (await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.DropCollectionAsync("live"))).Message, StringComparison.Ordinal);
        Assert.Contains("alias", (await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.DropCollectionAsync("blue"))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.SetAliasAsync("green", "blue"));
        await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.SetAliasAsync("second", "live"));
        await Assert.ThrowsAsync<VectorStoreException>(() => made.Store.SetAliasAsync("second", "nothing"));
        Assert.True(await made.Store.DropCollectionAsync("green"));
        Assert.True(await made.Store.RemoveAliasAsync("live"));
        Assert.False(await made.Store.RemoveAliasAsync("live"));
        Assert.True(await made.Store.DropCollectionAsync("blue"));
    }

    [Fact]
    public async Task Search_indexes_are_made_awaited_and_completed()
    {
        await using var server = new MongoDouble(new() { Members = 1, HasSearch = true });
        await using var made = new TestStore(server, o => o.Search = MongoDbSearchMode.Atlas);
        await made.Store.EnsureCollectionAsync(TestStore.Definition(("subject", FieldKind.Text)));

        Assert.True(server.Calls.Count(c => c.Name == "aggregate") >= 3);
        await made.Store.EnsureCollectionAsync(TestStore.Definition(("grade", FieldKind.Integer)));

        var indexes = server.Locked(data => data.Collections("test").SelectMany(c => data.Find("test", c)!.SearchIndexes).ToList());
        Assert.Equal(["vectors", "words"], indexes.Select(i => i.Name).Order());
        Assert.Equal(["embedding", "metadata.grade", "metadata.subject", "metadata.tenant"], indexes.Find(i => i.Name == "vectors")!.Fields.Select(f => (string)f["path"]!));
        Assert.Contains(made.Logs.Lines, line => line.Contains("has its search indexes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_a_search_engine_is_refused_where_one_is_asked_for()
    {
        await using var server = new MongoDouble();
        await using var atlas = new TestStore(server, o => o.Search = MongoDbSearchMode.Atlas);
        await using var binary = new TestStore(server, o => o.VectorFormat = MongoDbVectorFormat.Binary);

        var noEngine = await Assert.ThrowsAsync<VectorStoreException>(() => atlas.Store.EnsureCollectionAsync(TestStore.Definition()));
        var noOperator = await Assert.ThrowsAsync<VectorStoreException>(() => binary.Store.EnsureCollectionAsync(TestStore.Definition()));

        Assert.Contains("no Atlas Search", noEngine.Message, StringComparison.Ordinal);
        Assert.Contains("MongoDB 8.3", noOperator.Message, StringComparison.Ordinal);
        Assert.False(noEngine.IsTransient || noOperator.IsTransient);
        Assert.Null(await atlas.Store.GetCollectionAsync(TestStore.Name));
        Assert.Equal(["edify.collections"], server.Locked(data => data.Collections("test").ToList()));
    }

    private static List<string> Indexes(MongoDouble server) => server.Locked(data =>
        data.Collections("test").Where(c => c.EndsWith(".embeddings", StringComparison.Ordinal)).SelectMany(c => data.Find("test", c)!.Indexes).Select(i => (string)((MongoDocument)i)["name"]!).ToList());
}
