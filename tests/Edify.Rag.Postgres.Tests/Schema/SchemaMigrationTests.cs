using Edify.Rag.Postgres.Jobs;
using Edify.Rag.Postgres.Ledger;
using Edify.Rag.Postgres.Tests.Support;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Schema;

[Trait("Needs", "postgres")]
public sealed class SchemaMigrationTests : IAsyncLifetime
{
    private static readonly LedgerEntry Entry = new(new("t", "s", "n"), "e", 1);

    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task Eight_that_start_at_once_make_the_schema_once()
    {
        var ledgers = Enumerable.Range(0, 8).Select(_ => _schema.Ledger()).ToList();
        await Task.WhenAll(ledgers.Select((ledger, i) => Task.Run(async () => await ledger.WriteAsync([new(new("t", "s", $"{i}"), "e", 1)]))));
        Assert.Equal(8, await ledgers[0].ListAsync("t").CountAsync());
        Assert.Equal((long)PostgresSchema.Version, await _schema.RunAsync("SELECT count(*) FROM {schema}.schema_version"));
    }

    [Fact]
    public async Task A_program_that_is_older_than_the_schema_says_so()
    {
        await _schema.Ledger().WriteAsync([Entry]);
        await _schema.RunAsync("INSERT INTO {schema}.schema_version (version) VALUES (99)");
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await _schema.Ledger().FindAsync(Entry.Key));
        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
        Assert.Contains("Update this program", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_role_that_may_not_make_tables_is_told_of_the_script_and_works_after_it()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        var database = _schema.Open(o => o.ConnectionString = role.ConnectionString);
        var ledger = new PostgresLedger(database);
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await ledger.WriteAsync([Entry]));
        Assert.Contains("PostgresSchema.Script", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);

        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name));
        await ledger.WriteAsync([Entry]);
        var queue = new PostgresJobQueue(database);
        await queue.EnqueueAsync([new("t", "ingest", "n", ""), new("t", "ingest", "m", "")]);
        var leases = await queue.TakeAsync(new("w", TimeSpan.FromHours(1)) { Limit = 2 });
        await ledger.CommitAsync(leases[0], [Entry with { Chunks = 1 }], []);
        await queue.FailAsync(leases[1], new("no") { IsFinal = true });
        Assert.Equal(2, await queue.PurgeAsync(TimeSpan.Zero, includeDead: true));
        await ledger.RemoveAsync([Entry.Key]);
    }

    [Fact]
    public async Task A_role_that_lacks_rights_on_the_tables_is_told_which()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name) + $"REVOKE INSERT ON {{schema}}.ledger FROM {role.Name}");
        var ledger = new PostgresLedger(_schema.Open(o => o.ConnectionString = role.ConnectionString));
        Assert.Null(await ledger.FindAsync(Entry.Key));
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await ledger.WriteAsync([Entry]));
        Assert.Contains("lacks rights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_owns_an_empty_schema_makes_its_tables()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync($"CREATE SCHEMA {{schema}} AUTHORIZATION {role.Name}");
        var ledger = new PostgresLedger(_schema.Open(o => o.ConnectionString = role.ConnectionString));
        await ledger.WriteAsync([Entry]);
        Assert.Equal(Entry, await ledger.FindAsync(Entry.Key));
    }

    [Fact]
    public async Task Where_migration_is_off_the_script_is_asked_for_and_enough()
    {
        var ledger = new PostgresLedger(_schema.Open(o => o.MigrateOnStart = false));
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await ledger.FindAsync(Entry.Key));
        Assert.Contains("MigrateOnStart", error.Message, StringComparison.Ordinal);
        Assert.Null(await _schema.RunAsync($"SELECT 1 FROM pg_namespace WHERE nspname = '{_schema.Name}'"));

        await _schema.RunAsync(PostgresSchema.Script(_schema.Name));
        await ledger.WriteAsync([Entry]);
    }

    [Fact]
    public async Task The_script_may_be_run_over_a_schema_that_is_in_use()
    {
        var ledger = _schema.Ledger();
        await ledger.WriteAsync([Entry]);
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name));
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name));
        Assert.Equal(Entry, await _schema.Ledger().FindAsync(Entry.Key));
    }

    [Fact]
    public async Task A_schema_without_aliases_gets_them_and_keeps_what_is_there()
    {
        await _schema.Ledger().WriteAsync([Entry]);
        await _schema.RunAsync("DROP TABLE {schema}.aliases; DELETE FROM {schema}.schema_version WHERE version > 2");
        Assert.Equal(Entry, await _schema.Ledger().FindAsync(Entry.Key));
        Assert.Equal(0L, await _schema.RunAsync("SELECT count(*) FROM {schema}.aliases"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing()
    {
        await _schema.RunAsync("CREATE SCHEMA {schema}; CREATE VIEW {schema}.jobs AS SELECT 1 AS id");
        await Assert.ThrowsAsync<RagStateException>(async () => await _schema.Ledger().WriteAsync([Entry]));
        Assert.Equal("jobs", await _schema.RunAsync($"SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = '{{schema}}'::regnamespace"));

        await _schema.RunAsync("DROP VIEW {schema}.jobs");
        await _schema.Ledger().WriteAsync([Entry]);
    }

    [Fact]
    public async Task A_database_that_can_not_hold_every_name_is_refused()
    {
        var name = _schema.Name + "_ascii";
        await _schema.RunAsync($"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        try
        {
            var ledger = new PostgresLedger(_schema.Open(o => o.ConnectionString = new NpgsqlConnectionStringBuilder(o.ConnectionString) { Database = name }.ConnectionString));
            var error = await Assert.ThrowsAsync<RagStateException>(async () => await ledger.FindAsync(Entry.Key));
            Assert.Contains("UTF8", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await _schema.RunAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}
