namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>Each kind of write gives the content another name, and reading gives it none.</summary>
    [Fact]
    public async Task A_collections_content_is_named_anew_after_each_write()
    {
        var records = new TestRecords(71).Many(30, Dimension, Tenant);
        await AssertNamedAnewAsync(() => UpsertAsync(records));
        await AssertNamedAnewAsync(() => UpsertAsync(records[0] with { Text = "changed" }));
        await AssertNamedAnewAsync(() => Store.UpdateFieldsAsync(Collection, IdsOf(records[1]), new Dictionary<string, FieldValue> { ["colour"] = "red" }));
        await AssertNamedAnewAsync(() => Store.DeleteAsync(Collection, IdsOf(records[2])));

        var before = await ContentAsync();
        await SearchAsync(new() { Vector = records[5].Vector });
        await ScanAsync();
        Assert.Equal(before, await ContentAsync());

        await AssertNamedAnewAsync(async () =>
        {
            await Store.DropCollectionAsync(Collection);
            await Store.EnsureCollectionAsync(Definition());
            await UpsertAsync(records);
        });

        static VectorFilter IdsOf(VectorRecord record) => record.Fields.TryGetValue(RagFields.Document, out var document)
            ? VectorFilter.Equal(RagFields.Document, document)
            : VectorFilter.All;
    }

    /// <summary>What others write meanwhile is never under the name of before, however many write at once.</summary>
    [Fact]
    public async Task Writers_at_the_same_time_each_name_the_content_anew()
    {
        var random = new TestRecords(72);
        await UpsertAsync(random.Many(5, Dimension, Tenant));
        var names = new List<string> { await ContentAsync() };
        for (var round = 0; round < 8; round++)
        {
            var batches = Enumerable.Range(0, 6).Select(_ => random.Many(3, Dimension, Tenant)).ToList();
            await Task.WhenAll(batches.Select(batch => Store.UpsertAsync(Collection, batch)));
            names.Add(await ContentAsync());
        }

        Assert.Equal(names, names.Distinct());
    }

    /// <summary>An alias has the content of the collection that it stands for now.</summary>
    [Fact]
    public Task An_aliass_content_is_that_of_the_collection_that_it_stands_for() => WithAliasesAsync(async aliases =>
    {
        await UpsertAsync(new TestRecords(73).Many(5, Dimension, Tenant));
        await aliases.SetAliasAsync(Alias, Collection);
        var first = await ContentAsync(Alias);
        await aliases.SetAliasAsync(Alias, Second);
        Assert.NotEqual(first, await ContentAsync(Alias));
    });

    private async Task AssertNamedAnewAsync(Func<Task> write)
    {
        var before = await ContentAsync();
        await write();
        Assert.NotEqual(before, await ContentAsync());
    }

    private async Task<string> ContentAsync(string? collection = null)
    {
        var name = Store is IVectorStoreDetails details ? await details.GetContentVersionAsync(collection ?? Collection) : null;
        if (name is null) Assert.Skip("The store does not tell its content's version.");
        return name;
    }
}
