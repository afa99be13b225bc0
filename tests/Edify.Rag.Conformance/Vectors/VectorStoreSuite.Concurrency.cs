namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>Writers at the same time do not lose each other's records.</summary>
    [Fact]
    public async Task Concurrent_writers_lose_nothing()
    {
        var sets = Enumerable.Range(0, 4).Select(i => new TestRecords(100 + i).Many(60, Dimension, Tenant)).ToList();

        await Task.WhenAll(sets.Select(async set =>
        {
            foreach (var part in set.Chunk(7)) await Store.UpsertAsync(Collection, part);
        }));

        AssertSame(sets.SelectMany(set => set), await ScanAsync());
    }

    /// <summary>Writers of the same records leave one version of each, whole, however they cross.</summary>
    [Fact]
    public async Task Writers_of_the_same_records_leave_one_version_of_each()
    {
        var ids = new TestRecords(104).Many(60, Dimension, Tenant).ConvertAll(record => record.Id);
        var versions = Enumerable.Range(0, 4).Select(writer => new TestRecords(110 + writer).Many(60, Dimension, Tenant).Zip(ids, (record, id) => record with
        {
            Id = id,
            Text = $"written by {writer}",
            Fields = new Dictionary<string, FieldValue>(record.Fields) { ["writer"] = (long)writer },
        }).ToList()).ToList();

        await Task.WhenAll(versions.Select(async (version, writer) =>
        {
            var order = new Random(writer);
            for (var round = 0; round < 4; round++)
            {
                foreach (var part in version.OrderBy(_ => order.Next()).Chunk(11 + writer)) await Store.UpsertAsync(Collection, part);
            }
        }));
        await SettleAsync();

        var found = await ScanAsync(new() { IncludeVectors = true });
        Assert.Equal(ids.Order(), found.Select(record => record.Id));
        var winners = found.ConvertAll(record => versions[(int)record.Fields["writer"].AsInteger()].Single(version => version.Id == record.Id));
        AssertSame(winners, found);
        Assert.All(winners.Zip(found), pair => Assert.Equal(1, BruteForce.Dot(pair.First.Vector.Span, pair.Second.Vector.Span), 1e-5));
    }

    /// <summary>Walks among writers, changers and deleters see every lasting record once, and in order.</summary>
    [Fact]
    public async Task Scans_among_writers_see_each_lasting_record_once()
    {
        var lasting = new TestRecords(120).Many(1_200, Dimension, Tenant);
        await UpsertAsync(lasting);
        using var stop = new CancellationTokenSource();
        Task[] writers = [PassAsync(), RewriteAsync(), ChangeAsync()];

        for (var i = 0; i < 5; i++)
        {
            var seen = (await ScanAsync()).ConvertAll(record => record.Id);
            Assert.Equal(seen.Distinct().Order(), seen);
            Assert.Empty(lasting.Select(record => record.Id).Except(seen));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);

        async Task PassAsync()
        {
            var random = new TestRecords(121);
            while (!stop.IsCancellationRequested)
            {
                await Store.UpsertAsync(Collection, [.. random.Many(30, Dimension, Tenant).Select(record => record with { Text = "passing" }).Select(Passing)]);
                await Store.DeleteAsync(Collection, VectorFilter.Equal("passing", true));
            }
        }

        async Task RewriteAsync()
        {
            for (var i = 0; !stop.IsCancellationRequested; i = (i + 40) % lasting.Count)
                await Store.UpsertAsync(Collection, [.. lasting.Skip(i).Take(40).Select(record => record with { Text = $"rewritten {i}" })]);
        }

        async Task ChangeAsync()
        {
            for (var i = 0L; !stop.IsCancellationRequested; i++)
                await Store.UpdateFieldsAsync(Collection, VectorFilter.Equal("subject", "science"), new Dictionary<string, FieldValue> { ["change"] = i });
        }

        static VectorRecord Passing(VectorRecord record) => record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { ["passing"] = true } };
    }

    /// <summary>Those who make one collection at a time all have it.</summary>
    [Fact]
    public async Task A_collection_that_several_make_at_once_is_one()
    {
        var name = Another();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Store.EnsureCollectionAsync(Definition() with { Name = name }))));

        await Store.UpsertAsync(name, new TestRecords(130).Many(5, Dimension, Tenant));
        Assert.Equal(5, (await Store.MeasureCollectionAsync(name)).Records);
    }

    /// <summary>Where several processes may write, each sees at once what the others did.</summary>
    [Fact]
    public async Task What_one_of_several_writers_did_the_others_see_and_change()
    {
        Require(VectorStoreCapabilities.SharedWriters);
        var other = await CreateStoreAsync();
        try
        {
            var random = new TestRecords(29);
            var (mine, theirs) = (random.One(Dimension, Tenant), random.One(Dimension, Tenant));
            await other.EnsureCollectionAsync(Definition());
            await Store.UpsertAsync(Collection, [mine]);
            await other.UpsertAsync(Collection, [theirs, mine with { Text = "replaced" }]);
            AssertSame([mine with { Text = "replaced" }, theirs], await ScanAsync());

            Assert.Equal(2, await Store.DeleteAsync(Collection, VectorFilter.Equal(RagFields.Tenant, Tenant)));
            Assert.Equal(0, await other.CountAsync(Collection, Everything));
        }
        finally
        {
            await DisposeStoreAsync(other);
        }
    }
}
