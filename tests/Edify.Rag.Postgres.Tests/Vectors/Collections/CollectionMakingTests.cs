using Edify.Rag.Postgres.Tests.Support;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Vectors.Collections;

[Trait("Needs", "postgres")]
public sealed class CollectionMakingTests : IAsyncLifetime
{
    private readonly TestSchema _schema = new();
    private readonly Random _random = new(4);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task Eight_that_make_a_collection_at_once_make_one()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => _schema.Vectors()).ToList();

        await Task.WhenAll(stores.Select((store, i) => Task.Run(async () =>
        {
            await store.EnsureCollectionAsync(VectorsOf.Definition(8, ("subject", FieldKind.Text), ($"own{i}", FieldKind.Integer)));
            await store.UpsertAsync(VectorsOf.Name, [VectorsOf.Record(new(i), 8)]);
        })));

        Assert.Equal(8, await stores[0].CountAsync());
        Assert.Equal(1L, await _schema.RunAsync("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'vectors\\_%' AND relnamespace = '{schema}'::regnamespace"));
        await stores[0].CheckAsync();
    }

    [Fact]
    public async Task What_another_process_made_anew_is_found_by_who_remembers_the_old()
    {
        var (store, other) = (_schema.Vectors(), _schema.Vectors());
        await store.EnsureCollectionAsync(VectorsOf.Definition(8));
        await store.UpsertAsync(VectorsOf.Name, [VectorsOf.Record(_random, 8)]);

        await other.DropCollectionAsync(VectorsOf.Name);
        await other.EnsureCollectionAsync(VectorsOf.Definition(4));

        Assert.Equal(0, await store.CountAsync());
        await store.UpsertAsync(VectorsOf.Name, [VectorsOf.Record(_random, 4)]);
        Assert.Single(await store.FindAsync(new() { Vector = VectorsOf.Unit(_random, 4) }));
        await Assert.ThrowsAsync<ArgumentException>(() => store.UpsertAsync(VectorsOf.Name, [VectorsOf.Record(_random, 8)]));
    }

    [Fact]
    public async Task A_dimension_beyond_what_can_be_stored_is_named()
    {
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => _schema.Vectors().EnsureCollectionAsync(VectorsOf.Definition(16_001)));
        Assert.Contains("16,000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_make_tables_needs_nothing_more()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name, vectors: true));
        var store = _schema.Vectors(o => (o.ConnectionString, o.Vectors.IndexFrom) = (role.ConnectionString, 10));

        await store.EnsureCollectionAsync(VectorsOf.Definition(8));
        await store.UpsertAsync(VectorsOf.Name, VectorsOf.Records(_random, 20, 8));

        Assert.Equal(20, (await store.MeasureCollectionAsync(VectorsOf.Name)).Records);
        Assert.True(await store.DropCollectionAsync(VectorsOf.Name));
    }

    [Fact]
    public async Task A_role_that_may_not_make_tables_is_told_so()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name) + "CREATE EXTENSION IF NOT EXISTS vector");
        var store = _schema.Vectors(o => o.ConnectionString = role.ConnectionString);

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.EnsureCollectionAsync(VectorsOf.Definition(8)));
        Assert.Contains("lacks rights", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_database_without_pgvector_gets_it_or_says_who_must_install_it()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        var name = _schema.Name + "_bare";
        await _schema.RunAsync($"CREATE DATABASE {name} OWNER {role.Name} TEMPLATE template0");
        try
        {
            var store = _schema.Vectors(o => o.ConnectionString = new NpgsqlConnectionStringBuilder(role.ConnectionString) { Database = name, Pooling = false }.ConnectionString);
            var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.CheckAsync());
            Assert.Contains("CREATE EXTENSION vector", error.Message, StringComparison.Ordinal);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
            Assert.Equal("check", error.Operation);

            var administrator = _schema.Vectors(o => o.ConnectionString = new NpgsqlConnectionStringBuilder(o.ConnectionString) { Database = name, Pooling = false }.ConnectionString);
            await administrator.CheckAsync();
            await store.CheckAsync();
        }
        finally
        {
            await _schema.RunAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    [Fact]
    public async Task A_server_that_is_down_is_named_with_store_collection_and_operation()
    {
        var store = _schema.Vectors(o => o.ConnectionString = "Host=127.0.0.1;Port=1;Username=nobody;Password=hunter2;Database=school");

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.UpsertAsync(VectorsOf.Name, [VectorsOf.Record(_random, 8)]));

        Assert.Equal((VectorsOf.Name, "upsert", true), (error.Collection, error.Operation, error.IsTransient));
        Assert.Contains("127.0.0.1:1/school", error.Store, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_extension_lies_in_a_schema_of_its_own_all_works()
    {
        var name = _schema.Name + "_apart";
        await _schema.RunAsync($"CREATE DATABASE {name} TEMPLATE template0");
        try
        {
            var there = new NpgsqlConnectionStringBuilder(_schema.ConnectionString) { Database = name, Pooling = false }.ConnectionString;
            await using (var connection = new NpgsqlConnection(there))
            {
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand("CREATE SCHEMA \"odd \"\"place\"; CREATE EXTENSION vector SCHEMA \"odd \"\"place\"", connection);
                await command.ExecuteNonQueryAsync();
            }

            var store = _schema.Vectors(o => (o.ConnectionString, o.Vectors.IndexFrom) = (there, 10));
            await store.EnsureCollectionAsync(VectorsOf.Definition(8));
            var records = VectorsOf.Records(_random, 20, 8);
            await store.UpsertAsync(VectorsOf.Name, records);
            await store.UpsertAsync(VectorsOf.Name, records);
            Assert.Equal(records[5].Id, (await store.FindAsync(new() { Vector = records[5].Vector, Limit = 1 }))[0].Record.Id);
            Assert.Equal(20, (await store.FindAsync(new() { Vector = records[5].Vector, Text = "schools", Limit = 100 })).Count);
        }
        finally
        {
            await _schema.RunAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}
