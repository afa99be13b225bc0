using Edify.Rag.Qdrant.Tests.Support;
using Made = Edify.Rag.Qdrant.Tests.Support.Records;

namespace Edify.Rag.Qdrant.Tests.Collections;

public sealed class AliasTests
{
    [Fact]
    public async Task An_alias_stands_for_its_collection_in_every_call_and_switches_at_once()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var (store, other) = (qdrant.Store(), qdrant.Store());
        var random = new Random(1);
        foreach (var (name, embedder) in new[] { ("blue", "test:1"), ("green", "test:2") })
        {
            await store.EnsureCollectionAsync(Made.Definition(embedder) with { Name = name });
            await store.UpsertAsync(name, [Made.One(random, name)]);
        }

        await store.SetAliasAsync("live", "blue");
        Assert.Equal("blue", Assert.Single(await other.FindAsync(new() { Text = "blue green" }, "live")).Record.Text);
        await store.SetAliasAsync("live", "green");
        Assert.Equal("green", Assert.Single(await other.FindAsync(new() { Text = "blue green" }, "live")).Record.Text);
        Assert.Equal("green", Assert.Single(await other.FindAsync(new() { Text = "blue green", Vector = Made.Unit(random) }, "live")).Record.Text);
        Assert.Equal("test:2", (await other.GetCollectionAsync("live"))!.Embedder);

        await other.UpsertAsync("live", [Made.One(random, "new")]);
        Assert.Equal(2, await store.CountAsync("green", Made.Everything));
        Assert.Equal(2, await store.DeleteAsync("live", VectorFilter.All));
        Assert.Equal(1, await store.CountAsync("blue", Made.Everything));
        await Assert.ThrowsAsync<VectorStoreException>(() => store.EnsureCollectionAsync(Made.Definition("test:1") with { Name = "live" }));

        Assert.Equal(new Dictionary<string, string> { ["live"] = "green" }, await other.ListAliasesAsync());
        Assert.True(await other.RemoveAliasAsync("live"));
        Assert.False(await store.RemoveAliasAsync("live"));
        await Assert.ThrowsAsync<VectorStoreException>(() => store.CountAsync("live", Made.Everything));
    }

    [Fact]
    public async Task What_an_alias_can_not_be_is_refused()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition() with { Name = "blue" });
        await store.EnsureCollectionAsync(Made.Definition() with { Name = "green" });
        await store.SetAliasAsync("live", "blue");

        foreach (var (alias, collection) in new[] { ("live", "nobody"), ("other", "live"), ("green", "blue") })
            Assert.Equal("set alias", (await Assert.ThrowsAsync<VectorStoreException>(() => store.SetAliasAsync(alias, collection))).Operation);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.SetAliasAsync("No Name", "blue"));
        Assert.Equal("blue", (await store.ListAliasesAsync())["live"]);
    }

    [Fact]
    public async Task Neither_an_alias_nor_what_it_stands_for_is_dropped()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition() with { Name = "blue" });
        await store.SetAliasAsync("live", "blue");

        foreach (var name in new[] { "live", "blue" })
            Assert.Contains("alias", (await Assert.ThrowsAsync<VectorStoreException>(() => store.DropCollectionAsync(name))).Message, StringComparison.Ordinal);
        await store.RemoveAliasAsync("live");
        Assert.True(await store.DropCollectionAsync("blue"));
    }
}
