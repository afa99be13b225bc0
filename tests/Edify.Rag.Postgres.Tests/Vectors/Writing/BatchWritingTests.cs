using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors;

namespace Edify.Rag.Postgres.Tests.Vectors.Writing;

[Trait("Needs", "postgres")]
public sealed class BatchWritingTests : IAsyncLifetime
{
    private const int Dimension = 8;

    private readonly TestSchema _schema = new();
    private readonly Random _random = new(3);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_is_killed_in_a_batch_leaves_nothing_of_it(bool isThere)
    {
        var store = await StoreAsync();
        await KillAtAsync("poison");
        var records = VectorsOf.Records(_random, 9_000, Dimension).OrderBy(r => r.Id).ToList();
        if (isThere) await store.UpsertAsync(VectorsOf.Name, [records[4_500]]);
        records[5_000] = records[5_000] with { Text = "poison" };

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.UpsertAsync(VectorsOf.Name, records));

        Assert.Equal((VectorsOf.Name, "upsert", true), (error.Collection, error.Operation, error.IsTransient));
        Assert.Equal(isThere ? 4_097 : 4_096, await store.CountAsync());
        Assert.All(await ScanAsync(store), r => Assert.NotEqual("poison", r.Text));

        await _schema.RunAsync("DROP TRIGGER killer ON {schema}.vectors_1");
        await store.UpsertAsync(VectorsOf.Name, records);
        Assert.Equal(9_000, await store.CountAsync());
    }

    [Fact]
    public async Task A_batch_that_is_stopped_leaves_nothing_and_the_store_goes_on()
    {
        var store = await StoreAsync();
        await WaitAtAsync("slow");
        var records = VectorsOf.Records(_random, 50, Dimension);
        records[25] = records[25] with { Text = "slow" };
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.UpsertAsync(VectorsOf.Name, records, stop.Token));

        Assert.Equal(0, await store.CountAsync());
        await store.UpsertAsync(VectorsOf.Name, records.Where(r => r.Text != "slow").ToList());
        Assert.Equal(49, await store.CountAsync());
    }

    [Fact]
    public async Task What_has_not_changed_is_not_written_again()
    {
        var store = await StoreAsync();
        var records = VectorsOf.Records(_random, 30, Dimension);
        await store.UpsertAsync(VectorsOf.Name, records);
        var before = await _schema.RunAsync("SELECT string_agg(xmin::text, ',' ORDER BY id) FROM {schema}.vectors_1");

        await store.UpsertAsync(VectorsOf.Name, records);
        Assert.Equal(before, await _schema.RunAsync("SELECT string_agg(xmin::text, ',' ORDER BY id) FROM {schema}.vectors_1"));

        await store.UpsertAsync(VectorsOf.Name, [.. records[..29], records[29] with { Vector = VectorsOf.Unit(_random, Dimension) }]);
        Assert.Equal(2L, await _schema.RunAsync("SELECT count(DISTINCT xmin::text) FROM {schema}.vectors_1"));
    }

    [Fact]
    public async Task Writers_of_the_same_records_at_once_end_with_each_record_once()
    {
        var store = await StoreAsync();
        var other = _schema.Vectors();
        var records = VectorsOf.Records(_random, 300, Dimension);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? store : other).UpsertAsync(
            VectorsOf.Name, [.. records.Skip(i * 20).Take(150).Reverse().Select(r => r with { Text = $"writer {i}" })]))));

        Assert.Equal(290, await store.CountAsync());
    }

    [Fact]
    public async Task A_kind_that_changes_is_written_though_the_value_is_equal()
    {
        var store = await StoreAsync();
        var record = VectorsOf.Record(_random, Dimension, ("grade", 7L));
        await store.UpsertAsync(VectorsOf.Name, [record]);
        await store.UpsertAsync(VectorsOf.Name, [record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { ["grade"] = 7.0 } }]);
        Assert.Equal(FieldKind.Number, Assert.Single(await ScanAsync(store)).Fields["grade"].Kind);
    }

    [Fact]
    public async Task A_record_of_several_tenants_is_refused()
    {
        var store = await StoreAsync();
        var record = VectorsOf.Record(_random, Dimension, (RagFields.Tenant, FieldValue.Many("school-1", "school-2")));
        await Assert.ThrowsAsync<ArgumentException>(() => store.UpsertAsync(VectorsOf.Name, [VectorsOf.Record(_random, Dimension), record]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.UpdateFieldsAsync(VectorsOf.Name, VectorFilter.All, record.Fields));
        Assert.Equal(0, await store.CountAsync());
    }

    [Fact]
    public async Task Vectors_of_half_precision_are_found_and_indexed_where_whole_ones_are_too_long()
    {
        var store = _schema.Vectors(o => (o.Vectors.Elements, o.Vectors.IndexFrom) = (PostgresVectorElements.Half, 20));
        await store.EnsureCollectionAsync(VectorsOf.Definition(3_000));
        var records = VectorsOf.Records(_random, 60, 3_000);
        await store.UpsertAsync(VectorsOf.Name, records);

        Assert.Equal("halfvec(3000)", await _schema.RunAsync("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '{schema}.vectors_1'::regclass AND attname = 'embedding'"));
        Assert.IsType<string>(await _schema.RunAsync("SELECT to_regclass('{schema}.vectors_1_hnsw')::text"));
        var found = await store.FindAsync(new() { Vector = records[7].Vector, Limit = 3 });
        Assert.Equal(records[7].Id, found[0].Record.Id);
        Assert.Equal(1, found[0].Score, 1e-3);
        await store.UpsertAsync(VectorsOf.Name, [records[7] with { Text = "changed" }]);
        Assert.Equal("changed", (await store.FindAsync(new() { Vector = records[7].Vector, Limit = 1 }))[0].Record.Text);
    }

    [Fact]
    public async Task Vectors_too_long_for_an_index_are_compared_one_by_one()
    {
        var store = _schema.Vectors(o => o.Vectors.IndexFrom = 20);
        await store.EnsureCollectionAsync(VectorsOf.Definition(2_001));
        var records = VectorsOf.Records(_random, 30, 2_001);
        await store.UpsertAsync(VectorsOf.Name, records);
        await store.EnsureCollectionAsync(VectorsOf.Definition(2_001));

        Assert.Equal(DBNull.Value, await _schema.RunAsync("SELECT to_regclass('{schema}.vectors_1_hnsw')::text"));
        Assert.Equal(records[3].Id, (await store.FindAsync(new() { Vector = records[3].Vector, Limit = 1 }))[0].Record.Id);
    }

    private async Task<PostgresVectorStore> StoreAsync()
    {
        var store = _schema.Vectors();
        await store.EnsureCollectionAsync(VectorsOf.Definition(Dimension));
        return store;
    }

    private Task KillAtAsync(string text) => TriggerAsync("killer", $"IF NEW.content = '{text}' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;");

    private Task WaitAtAsync(string text) => TriggerAsync("waiter", $"IF NEW.content = '{text}' THEN PERFORM pg_sleep(60); END IF;");

    private async Task TriggerAsync(string name, string body) => await _schema.RunAsync($"""
        CREATE FUNCTION {"{schema}"}.{name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN {body} RETURN NEW; END $body$;
        CREATE TRIGGER {name} BEFORE INSERT ON {"{schema}"}.vectors_1 FOR EACH ROW EXECUTE FUNCTION {"{schema}"}.{name}()
        """);

    private static async Task<List<VectorRecord>> ScanAsync(PostgresVectorStore store) => await store.ScanAsync(VectorsOf.Name, VectorsOf.Everything).ToListAsync();
}
