namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>What was ensured is there, empty, and as it was asked for.</summary>
    [Fact]
    public async Task An_ensured_collection_is_there_and_empty()
    {
        await Store.EnsureCollectionAsync(Definition());
        var info = await Store.GetCollectionAsync(Collection);

        Assert.NotNull(info);
        Assert.Equal((Collection, Dimension, Embedder), (info.Name, info.Dimension, info.Embedder));
        Assert.Equal(0, (await Store.MeasureCollectionAsync(Collection)).Records);
    }

    /// <summary>A collection that holds vectors of one length takes no others.</summary>
    [Fact]
    public async Task A_collection_of_another_dimension_is_refused_with_both_named()
    {
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => Store.EnsureCollectionAsync(Definition(dimension: Dimension + 1)));

        Assert.Equal(Collection, error.Collection);
        Assert.Contains($"{Dimension}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{Dimension + 1}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Vectors of different embedders never mix, even when they have the same length.</summary>
    [Fact]
    public async Task A_collection_of_another_embedder_is_refused_with_both_named()
    {
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => Store.EnsureCollectionAsync(Definition(embedder: "other:2")));

        Assert.Contains(Embedder, error.Message, StringComparison.Ordinal);
        Assert.Contains("other:2", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A dropped collection is gone with its records; dropping what is not there is no error.</summary>
    [Fact]
    public async Task A_dropped_collection_is_gone_and_can_be_made_again()
    {
        await UpsertAsync(new TestRecords(1).Many(5, Dimension, Tenant));

        Assert.True(await Store.DropCollectionAsync(Collection));
        Assert.Null(await Store.GetCollectionAsync(Collection));
        Assert.False(await Store.DropCollectionAsync(Collection));

        await Store.EnsureCollectionAsync(Definition(Dimension + 3, "other:2"));
        Assert.Equal(new(Collection, Dimension + 3, "other:2"), await Store.GetCollectionAsync(Collection));
        Assert.Equal(0, (await Store.MeasureCollectionAsync(Collection)).Records);
    }

    /// <summary>Every member says so when the collection does not exist.</summary>
    [Fact]
    public async Task A_collection_that_is_not_there_is_named_in_the_error()
    {
        var query = new VectorQuery { Vector = new TestRecords(1).Unit(Dimension) };
        await Store.DropCollectionAsync(Collection);
        Func<Task>[] calls =
        [
            () => Store.UpsertAsync(Collection, [new TestRecords(1).One(Dimension, Tenant)]),
            () => Store.DeleteAsync(Collection, VectorFilter.All),
            () => Store.UpdateFieldsAsync(Collection, VectorFilter.All, new Dictionary<string, FieldValue> { ["a"] = 1L }),
            () => Store.CountAsync(Collection, Everything),
            () => Store.MeasureCollectionAsync(Collection),
            () => SearchAsync(query),
            () => ScanAsync(),
        ];

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<VectorStoreException>(call);
            Assert.Equal(Collection, error.Collection);
            Assert.Contains(Collection, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Names that could be paths or query text are not names.</summary>
    /// <param name="name">No name of a collection.</param>
    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("A")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("é")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.EnsureCollectionAsync(Definition() with { Name = name }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.DropCollectionAsync(name));
    }

    /// <summary>A store that was just used is usable.</summary>
    [Fact]
    public async Task A_check_of_a_working_store_passes() => await Store.CheckAsync();
}
