using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors;

namespace Edify.Rag.Postgres.Tests.Vectors.Collections;

[Trait("Needs", "postgres")]
public sealed class CollectionAliasesTests : IAsyncLifetime
{
    private const string Alias = VectorsOf.Name;
    private const string Blue = "blue";
    private const string Green = "green";

    private readonly TestSchema _schema = new();
    private readonly Random _random = new(6);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task A_switch_is_seen_at_once_by_a_process_that_remembers_the_old_collection()
    {
        var (reader, other) = (_schema.Vectors(), _schema.Vectors());
        var (blue, green) = (await FilledAsync(other, Blue, 3, 8), await FilledAsync(other, Green, 5, 8));
        await other.SetAliasAsync(Alias, Blue);
        var query = new VectorQuery { Vector = VectorsOf.Unit(_random, 8), Text = "schools" };

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(blue, (await reader.FindAsync(query)).Select(m => m.Record.Id).Order());
            Assert.Equal(3, await reader.CountAsync());
            Assert.Equal(3, (await reader.GetTermStatisticsAsync(Alias, ["schools"])).Frequencies["schools"]);

            await other.SetAliasAsync(Alias, Green);
            Assert.Equal(green, (await reader.FindAsync(query)).Select(m => m.Record.Id).Order());
            Assert.Equal(5, await reader.CountAsync());
            Assert.Equal(5, (await reader.GetTermStatisticsAsync(Alias, ["schools"])).Records);

            await other.SetAliasAsync(Alias, Blue);
        }
    }

    [Fact]
    public async Task Writes_go_where_the_alias_leads_now_and_touch_nothing_else()
    {
        var (writer, other) = (_schema.Vectors(), _schema.Vectors());
        await FilledAsync(other, Blue, 3, 8);
        await FilledAsync(other, Green, 5, 8);
        await other.SetAliasAsync(Alias, Blue);
        Assert.Equal(3, await writer.CountAsync());

        await other.SetAliasAsync(Alias, Green);
        await writer.UpsertAsync(Alias, [VectorsOf.Record(_random, 8)]);
        Assert.Equal(6, await writer.UpdateFieldsAsync(Alias, VectorFilter.All, new Dictionary<string, FieldValue> { ["grade"] = 7L }));
        Assert.Equal(6, await writer.DeleteAsync(Alias, VectorFilter.All));

        Assert.Equal(3, await other.CountAsync(Blue, VectorsOf.Everything));
        Assert.Equal(0, await other.CountAsync(Blue, VectorsOf.Everything, VectorFilter.Exists("grade")));
        Assert.Equal(0, await other.CountAsync(Green, VectorsOf.Everything));
    }

    [Fact]
    public async Task A_question_for_the_new_embedder_finds_the_new_collection_where_the_old_is_remembered()
    {
        var (reader, other) = (_schema.Vectors(), _schema.Vectors());
        await FilledAsync(other, Blue, 3, 8);
        await FilledAsync(other, Green, 5, 4);
        await other.SetAliasAsync(Alias, Blue);
        Assert.Equal(3, (await reader.FindAsync(new() { Vector = VectorsOf.Unit(_random, 8) })).Count);

        await other.SetAliasAsync(Alias, Green);
        Assert.Equal(5, (await reader.FindAsync(new() { Vector = VectorsOf.Unit(_random, 4) })).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => reader.FindAsync(new() { Vector = VectorsOf.Unit(_random, 8) }));
        await other.DropCollectionAsync(Blue);
        Assert.Equal(5, await reader.CountAsync());
    }

    [Fact]
    public async Task A_walk_stays_in_the_collection_it_began_in()
    {
        var store = _schema.Vectors();
        var blue = await FilledAsync(store, Blue, 600, 8);
        await FilledAsync(store, Green, 600, 8);
        await store.SetAliasAsync(Alias, Blue);
        Assert.Equal(600, await store.CountAsync());

        var seen = new List<Guid>();
        await foreach (var record in store.ScanAsync(Alias, VectorsOf.Everything))
        {
            if (seen.Count == 0) await store.SetAliasAsync(Alias, Green);
            seen.Add(record.Id);
        }

        Assert.Equal(blue, seen);
        await store.SetAliasAsync(Alias, Blue);
        var error = await Assert.ThrowsAsync<VectorStoreException>(async () =>
        {
            await foreach (var _ in store.ScanAsync(Alias, VectorsOf.Everything))
            {
                await store.SetAliasAsync(Alias, Green);
                await store.DropCollectionAsync(Blue);
            }
        });
        Assert.Equal("scan", error.Operation);
    }

    [Fact]
    public async Task Searches_during_switches_see_one_collection_or_the_other_and_never_fail()
    {
        var (reader, other) = (_schema.Vectors(), _schema.Vectors());
        var (blue, green) = (await FilledAsync(other, Blue, 20, 8), await FilledAsync(other, Green, 20, 8));
        await other.SetAliasAsync(Alias, Blue);
        using var done = new CancellationTokenSource();
        var switching = Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++) await other.SetAliasAsync(Alias, i % 2 == 0 ? Green : Blue);
        });

        try
        {
            for (var i = 0; i < 100; i++)
            {
                var found = (await reader.FindAsync(new() { Vector = VectorsOf.Unit(_random, 8), Limit = 50 })).Select(m => m.Record.Id).Order().ToList();
                Assert.True(found.SequenceEqual(blue) || found.SequenceEqual(green), $"Search {i} found {found.Count} of neither.");
            }
        }
        finally
        {
            await done.CancelAsync();
            await switching;
        }
    }

    [Fact]
    public async Task An_alias_and_what_it_stands_for_are_not_dropped()
    {
        var store = _schema.Vectors();
        await FilledAsync(store, Blue, 3, 8);
        await store.SetAliasAsync(Alias, Blue);

        var alias = await Assert.ThrowsAsync<VectorStoreException>(() => store.DropCollectionAsync(Alias));
        var collection = await Assert.ThrowsAsync<VectorStoreException>(() => store.DropCollectionAsync(Blue));

        Assert.Contains($"alias of the collection '{Blue}'", alias.Message, StringComparison.Ordinal);
        Assert.Contains($"The alias '{Alias}' stands for", collection.Message, StringComparison.Ordinal);
        Assert.Equal(3, await store.CountAsync());
        Assert.True(await store.RemoveAliasAsync(Alias));
        Assert.False(await store.RemoveAliasAsync(Alias));
        await Assert.ThrowsAsync<VectorStoreException>(() => store.CountAsync());
        Assert.True(await store.DropCollectionAsync(Blue));
    }

    [Fact]
    public async Task Names_that_are_taken_or_not_there_are_refused()
    {
        var store = _schema.Vectors();
        await FilledAsync(store, Blue, 1, 8);
        await FilledAsync(store, Green, 1, 8);
        await store.SetAliasAsync(Alias, Blue);

        var taken = await Assert.ThrowsAsync<VectorStoreException>(() => store.SetAliasAsync(Green, Blue));
        var missing = await Assert.ThrowsAsync<VectorStoreException>(() => store.SetAliasAsync("other", "no"));
        var chained = await Assert.ThrowsAsync<VectorStoreException>(() => store.SetAliasAsync("other", Alias));
        await Assert.ThrowsAsync<ArgumentException>(() => store.SetAliasAsync("No Name", Blue));

        Assert.Equal("set alias", taken.Operation);
        Assert.Contains("no collection 'no'", missing.Message, StringComparison.Ordinal);
        Assert.Contains($"collection '{Blue}'", chained.Message, StringComparison.Ordinal);
        Assert.Equal([KeyValuePair.Create(Alias, Blue)], await store.ListAliasesAsync());
    }

    [Fact]
    public async Task Ensuring_an_alias_ensures_its_collection()
    {
        var store = _schema.Vectors();
        await FilledAsync(store, Blue, 1, 8);
        await store.SetAliasAsync(Alias, Blue);

        await store.EnsureCollectionAsync(VectorsOf.Definition(8, ("subject", FieldKind.Text)));
        await Assert.ThrowsAsync<VectorStoreException>(() => store.EnsureCollectionAsync(VectorsOf.Definition(4)));

        Assert.Equal(Blue, (await store.GetCollectionAsync(Alias))!.Name);
        Assert.Equal("subject", await _schema.RunAsync("SELECT fields[1] FROM {schema}.collections WHERE name = 'blue'"));
        Assert.Equal(1L, await _schema.RunAsync("SELECT count(*) FROM {schema}.collections"));
    }

    [Fact]
    public async Task Of_a_drop_and_a_switch_at_once_one_is_refused()
    {
        var (store, other) = (_schema.Vectors(), _schema.Vectors());
        for (var round = 0; round < 20; round++)
        {
            await FilledAsync(store, Blue, 1, 8);
            var switched = Task.Run(() => Succeeds(() => store.SetAliasAsync(Alias, Blue)));
            var dropped = Task.Run(() => Succeeds(() => other.DropCollectionAsync(Blue)));

            Assert.NotEqual(await switched, await dropped);
            Assert.Equal(await switched, (await store.ListAliasesAsync()).ContainsKey(Alias));
            await store.RemoveAliasAsync(Alias);
        }

        static async Task<bool> Succeeds(Func<Task> action)
        {
            try
            {
                await action();
                return true;
            }
            catch (VectorStoreException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_role_that_was_granted_what_it_needs_uses_aliases()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name, vectors: true));
        var store = _schema.Vectors(o => o.ConnectionString = role.ConnectionString);
        await FilledAsync(store, Blue, 2, 8);

        await store.SetAliasAsync(Alias, Blue);
        Assert.Equal(2, await store.CountAsync());
        Assert.True(await store.RemoveAliasAsync(Alias));
        Assert.True(await store.DropCollectionAsync(Blue));
    }

    private async Task<List<Guid>> FilledAsync(PostgresVectorStore store, string collection, int count, int dimension)
    {
        await store.EnsureCollectionAsync(VectorsOf.Definition(dimension) with { Name = collection });
        var records = VectorsOf.Records(_random, count, dimension);
        await store.UpsertAsync(collection, records);
        return [.. records.Select(r => r.Id).Order()];
    }
}
