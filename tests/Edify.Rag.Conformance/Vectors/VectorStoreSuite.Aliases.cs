namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    private string Alias => $"{Collection}-alias";

    private string Second => $"{Collection}-2";

    /// <summary>An alias is made, listed, switched and removed; its collections stay.</summary>
    [Fact]
    public Task An_alias_is_listed_switched_and_removed() => WithAliasesAsync(async aliases =>
    {
        await aliases.SetAliasAsync(Alias, Collection);
        Assert.Equal(Collection, (await aliases.ListAliasesAsync())[Alias]);
        await aliases.SetAliasAsync(Alias, Collection);

        await aliases.SetAliasAsync(Alias, Second);
        Assert.Equal(Second, (await aliases.ListAliasesAsync())[Alias]);

        Assert.True(await aliases.RemoveAliasAsync(Alias));
        Assert.DoesNotContain(Alias, await aliases.ListAliasesAsync());
        Assert.False(await aliases.RemoveAliasAsync(Alias));
        Assert.NotNull(await Store.GetCollectionAsync(Collection));
        Assert.NotNull(await Store.GetCollectionAsync(Second));
        Assert.Null(await Store.GetCollectionAsync(Alias));
    });

    /// <summary>Two aliases may stand for one collection, and each is switched by itself.</summary>
    [Fact]
    public Task Several_aliases_stand_for_one_collection() => WithAliasesAsync(async aliases =>
    {
        await aliases.SetAliasAsync(Alias, Collection);
        await aliases.SetAliasAsync($"{Alias}-b", Collection);

        await aliases.SetAliasAsync(Alias, Second);

        var all = await aliases.ListAliasesAsync();
        Assert.Equal((Second, Collection), (all[Alias], all[$"{Alias}-b"]));
    });

    /// <summary>Every member takes an alias where it takes a collection.</summary>
    [Fact]
    public Task Whatever_takes_a_collection_takes_its_alias() => WithAliasesAsync(async aliases =>
    {
        await aliases.SetAliasAsync(Alias, Collection);
        var records = new TestRecords(80).Many(30, Dimension, Tenant);
        records[0] = With(records[0], "subject", "the one");
        var theOne = VectorFilter.Equal(RagFields.Tenant, Tenant) & VectorFilter.Equal("subject", "the one");

        await Store.UpsertAsync(Alias, records);
        await SettleAsync();
        Assert.Equal(1, await Store.UpdateFieldsAsync(Alias, theOne, new Dictionary<string, FieldValue> { ["grade"] = 99L }));
        await SettleAsync();
        records[0] = With(records[0], "grade", 99L);

        Assert.Equal(Collection, (await Store.GetCollectionAsync(Alias))!.Name);
        Assert.Equal(30, (await Store.MeasureCollectionAsync(Alias)).Records);
        Assert.Equal(30, await Store.CountAsync(Alias, Everything));
        AssertSame(records, await Store.ScanAsync(Alias, Everything).ToListAsync());
        AssertSame(records, await ScanAsync());
        var query = new VectorQuery { Vector = records[5].Vector, Limit = 7 };
        Assert.Equal(
            (await SearchAsync(query)).Select(m => (m.Record.Id, m.Score)),
            await Store.SearchAsync(Alias, query, Everything).Select(m => (m.Record.Id, m.Score)).ToListAsync());
        if (Store is ITermStatistics statistics) Assert.InRange((await statistics.GetTermStatisticsAsync(Alias, ["geometry"])).Records, 30, 31);

        Assert.Equal(1, await Store.DeleteAsync(Alias, theOne));
        Assert.Equal(29, await Store.CountAsync(Collection, Everything));
        Assert.Equal(0, await Store.CountAsync(Second, Everything));
    });

    /// <summary>To ensure an alias is to check its collection, and never makes one beside it.</summary>
    [Fact]
    public Task Ensuring_an_alias_checks_its_collection_and_makes_none() => WithAliasesAsync(async aliases =>
    {
        await aliases.SetAliasAsync(Alias, Collection);

        await Store.EnsureCollectionAsync(Definition() with { Name = Alias });
        await Assert.ThrowsAsync<VectorStoreException>(() => Store.EnsureCollectionAsync(Definition(Dimension + 1) with { Name = Alias }));
        await Assert.ThrowsAsync<VectorStoreException>(() => Store.EnsureCollectionAsync(Definition(embedder: "other:2") with { Name = Alias }));

        Assert.Equal(Collection, (await aliases.ListAliasesAsync())[Alias]);
        await aliases.RemoveAliasAsync(Alias);
        Assert.Null(await Store.GetCollectionAsync(Alias));
    });

    /// <summary>What an alias can't stand for is refused, and changes nothing.</summary>
    [Fact]
    public Task An_alias_stands_for_a_collection_and_for_nothing_else() => WithAliasesAsync(async aliases =>
    {
        await aliases.SetAliasAsync(Alias, Collection);

        await Assert.ThrowsAsync<VectorStoreException>(() => aliases.SetAliasAsync($"{Alias}-b", $"{Collection}-no"));
        await Assert.ThrowsAsync<VectorStoreException>(() => aliases.SetAliasAsync(Alias, $"{Collection}-no"));
        await Assert.ThrowsAsync<VectorStoreException>(() => aliases.SetAliasAsync($"{Alias}-b", Alias));
        await Assert.ThrowsAsync<VectorStoreException>(() => aliases.SetAliasAsync(Second, Collection));
        await Assert.ThrowsAsync<VectorStoreException>(() => aliases.SetAliasAsync(Collection, Collection));

        var all = await aliases.ListAliasesAsync();
        Assert.Equal(Collection, all[Alias]);
        Assert.DoesNotContain($"{Alias}-b", all);
        Assert.DoesNotContain(Second, all);
    });

    /// <summary>A name that is none is refused as it is of collections.</summary>
    /// <param name="name">No name.</param>
    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("A")]
    [InlineData("a b")]
    public Task An_alias_has_a_collections_name(string name) => WithAliasesAsync(async aliases =>
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => aliases.SetAliasAsync(name, Collection));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => aliases.SetAliasAsync(Alias, name));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => aliases.RemoveAliasAsync(name));
    });

    /// <summary>Nothing that a question may need is dropped through an alias or from under one.</summary>
    [Fact]
    public Task Neither_an_alias_nor_its_collection_is_dropped() => WithAliasesAsync(async aliases =>
    {
        await UpsertAsync(new TestRecords(81).Many(3, Dimension, Tenant));
        await aliases.SetAliasAsync(Alias, Collection);

        await Assert.ThrowsAsync<VectorStoreException>(() => Store.DropCollectionAsync(Alias));
        await Assert.ThrowsAsync<VectorStoreException>(() => Store.DropCollectionAsync(Collection));
        Assert.Equal(3, await Store.CountAsync(Alias, Everything));

        await aliases.SetAliasAsync(Alias, Second);
        Assert.True(await Store.DropCollectionAsync(Collection));
        Assert.Equal(0, await Store.CountAsync(Alias, Everything));
    });

    /// <summary>Another store over the same data, as another process has it, sees aliases and every switch of them.</summary>
    [Fact]
    public Task Aliases_last_and_are_seen_by_others() => WithAliasesAsync(async aliases =>
    {
        await UpsertAsync(new TestRecords(82).Many(4, Dimension, Tenant));
        await aliases.SetAliasAsync(Alias, Second);
        var other = await CreateStoreAsync();
        try
        {
            Assert.Equal(0, await other.CountAsync(Alias, Everything));

            await aliases.SetAliasAsync(Alias, Collection);

            Assert.Equal(Collection, (await ((ICollectionAliases)other).ListAliasesAsync())[Alias]);
            Assert.Equal(4, await other.CountAsync(Alias, Everything));
        }
        finally
        {
            await DisposeStoreAsync(other);
        }
    });

    /// <summary>A vector that fits what an alias stood for is refused by what it stands for by now, though it has the same length.</summary>
    [Fact]
    public Task A_vector_of_the_embedder_before_a_switch_is_refused() => WithAliasesAsync(async aliases =>
    {
        var random = new TestRecords(84);
        await UpsertAsync(random.Many(5, Dimension, Tenant));
        var next = Another();
        await Store.EnsureCollectionAsync(Definition(embedder: "other:2") with { Name = next });
        await aliases.SetAliasAsync(Alias, Collection);
        var query = new VectorQuery { Vector = random.Unit(Dimension), Embedder = Embedder };
        Assert.Equal(5, await Store.SearchAsync(Alias, query, Everything).CountAsync());

        await aliases.SetAliasAsync(Alias, next);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.SearchAsync(Alias, query, Everything).CountAsync());
        Assert.Equal(0, await Store.SearchAsync(Alias, query with { Embedder = "other:2" }, Everything).CountAsync());

        await aliases.SetAliasAsync(Alias, Collection);
        Assert.Equal(5, await Store.SearchAsync(Alias, query, Everything).CountAsync());
    });

    /// <summary>One search sees one collection, however often the alias is switched meanwhile.</summary>
    [Fact]
    public Task A_switch_is_never_seen_half() => WithAliasesAsync(async aliases =>
    {
        var random = new TestRecords(83);
        string[] names = [Collection, Second];
        foreach (var name in names)
            await Store.UpsertAsync(name, [.. random.Many(40, Dimension, Tenant).Select(r => r with { Text = name })]);
        await SettleAsync();
        await aliases.SetAliasAsync(Alias, Collection);
        var query = new VectorQuery { Vector = random.Unit(Dimension), Limit = 40 };
        using var stop = new CancellationTokenSource();

        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested)
            {
                AssertWhole(await Store.SearchAsync(Alias, query, Everything).Select(m => m.Record).ToListAsync());
                AssertWhole(await Store.ScanAsync(Alias, Everything).ToListAsync());
                seen++;
            }

            return seen;
        })).ToList();
        for (var i = 1; i <= 30; i++)
        {
            await aliases.SetAliasAsync(Alias, names[i % 2]);
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        AssertWhole(await Store.SearchAsync(Alias, query, Everything).Select(m => m.Record).ToListAsync());

        static void AssertWhole(List<VectorRecord> records)
        {
            Assert.Equal(40, records.Count);
            Assert.Single(records.Select(r => r.Text).Distinct());
        }
    });

    /// <summary>A token that is cancelled already stops every member, and nothing changes.</summary>
    [Fact]
    public Task No_alias_changes_once_cancelled() => WithAliasesAsync(async aliases =>
    {
        await aliases.SetAliasAsync(Alias, Collection);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aliases.SetAliasAsync(Alias, Second, CancelledAlready));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aliases.RemoveAliasAsync(Alias, CancelledAlready));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aliases.ListAliasesAsync(CancelledAlready));

        Assert.Equal(Collection, (await aliases.ListAliasesAsync())[Alias]);
    });

    private static VectorRecord With(VectorRecord record, string field, FieldValue value) =>
        record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { [field] = value } };

    private async Task WithAliasesAsync(Func<ICollectionAliases, Task> test)
    {
        if (Store is not ICollectionAliases) Assert.Skip("The store has no aliases.");
        var aliases = (ICollectionAliases)Store;
        await Store.EnsureCollectionAsync(Definition() with { Name = Second });
        try
        {
            await test(aliases);
        }
        finally
        {
            foreach (var alias in (await aliases.ListAliasesAsync()).Keys.Where(a => a.StartsWith(Collection, StringComparison.Ordinal))) await aliases.RemoveAliasAsync(alias);
            await Store.DropCollectionAsync(Second);
        }
    }
}
