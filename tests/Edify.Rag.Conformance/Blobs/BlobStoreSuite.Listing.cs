namespace Edify.Rag.Conformance;

public abstract partial class BlobStoreSuite
{
    /// <summary>An empty store lists nothing.</summary>
    [Fact]
    public async Task An_empty_store_lists_nothing() => Assert.Empty(await ListAsync());

    /// <summary>The order is that of the full names' UTF-16 units: '-' and '.' before '/', '/' before digits and letters.</summary>
    [Fact]
    public async Task Blobs_are_listed_in_ordinal_order_of_their_full_names()
    {
        string[] names = ["a/b", "a-b", "a.txt", "a0", "B", "a/b-c/d", "a/b.c", "ab/c", "Z/z", "a/ä", "a/🎒", "a/\uFF21", "_/x", "a b/c"];
        foreach (var name in names) await UploadAsync(name, name);

        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync());
    }

    /// <summary>A prefix is a prefix of the name, not a folder.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="expected">The names, in order, joined by spaces.</param>
    [Theory]
    [InlineData("a", "a-b a.txt a/b/c a/bd ab/c")]
    [InlineData("a/", "a/b/c a/bd")]
    [InlineData("a/b", "a/b/c a/bd")]
    [InlineData("a/b/", "a/b/c")]
    [InlineData("a/b/c", "a/b/c")]
    [InlineData("a/b/c/", "")]
    [InlineData("A", "")]
    [InlineData("x/", "")]
    [InlineData("/", "")]
    [InlineData("../", "")]
    [InlineData("*", "")]
    [InlineData("", "a-b a.txt a/b/c a/bd ab/c b")]
    public async Task A_prefix_selects_by_the_start_of_the_name(string prefix, string expected)
    {
        foreach (var name in new[] { "b", "ab/c", "a/bd", "a/b/c", "a.txt", "a-b" }) await UploadAsync(name, name);

        Assert.Equal(expected, string.Join(' ', await NamesAsync(prefix)));
    }

    /// <summary>More blobs than fit on a page are listed, each once and in order.</summary>
    [Fact]
    public async Task Many_blobs_are_listed_each_once_and_in_order()
    {
        var names = Enumerable.Range(0, ManyBlobs).Select(i => $"folder {i % 7}/{i % 3}/blob-{i * 7919L % 10007}-{i}.txt").ToArray();
        await Parallel.ForEachAsync(names, async (name, token) =>
        {
            using var content = new MemoryStream([1, 2, 3]);
            await Store.UploadAsync(name, content, options: null, token);
        });

        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync());
        Assert.Equal(names.Where(name => name.StartsWith("folder 3/1", StringComparison.Ordinal)).Order(StringComparer.Ordinal), await NamesAsync("folder 3/1"));
    }

    /// <summary>A listing that is given up early leaves the store usable.</summary>
    [Fact]
    public async Task A_listing_may_be_given_up_early()
    {
        await UploadAsync("a", "1");
        await UploadAsync("b", "2");

        await foreach (var item in Store.ListAsync())
        {
            Assert.Equal("a", item.Name);
            break;
        }

        Assert.Equal(["a", "b"], await NamesAsync());
    }

    /// <summary>A deleted blob is listed no more, and deleting it again tells that there was none.</summary>
    [Fact]
    public async Task Deleting_is_idempotent_and_tells_whether_there_was_one()
    {
        await UploadAsync("folder/a", "text");
        await UploadAsync("folder/b", "text");

        Assert.True(await Store.DeleteAsync("folder/a"));
        Assert.False(await Store.DeleteAsync("folder/a"));
        Assert.False(await Store.DeleteAsync("never/there"));
        Assert.False(await Store.DeleteAsync("folder"));
        Assert.Equal(["folder/b"], await NamesAsync());
        await Assert.ThrowsAsync<BlobNotFoundException>(() => Store.OpenReadAsync("folder/a"));
    }

    /// <summary>Of several who delete one blob at a time, one is told that there was one.</summary>
    [Fact]
    public async Task One_of_several_deletions_finds_the_blob()
    {
        await UploadAsync("a", "text");

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.DeleteAsync("a"))));

        Assert.Single(found, there => there);
    }
}
