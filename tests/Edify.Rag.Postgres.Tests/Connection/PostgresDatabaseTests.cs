using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Connection;

[Trait("Needs", "postgres")]
public sealed class PostgresDatabaseTests : IAsyncLifetime
{
    private static readonly LedgerEntry Entry = new(new("t", "s", "n"), "e", 1);

    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    public async Task A_transaction_that_met_another_one_is_run_again_and_counts_once(string state)
    {
        var database = _schema.Open();
        await database.ExecuteAsync((connection, token) => connection.Command($"CREATE TABLE {database.Schema}.tries (n integer)").RunAsync(token), CancellationToken.None);
        var tries = 0;
        await database.TransactAsync(
            async (connection, token) =>
            {
                await connection.Command($"INSERT INTO {database.Schema}.tries VALUES ($1)", NpgsqlCommands.Value(++tries)).RunAsync(token);
                if (tries < 3) await connection.Command($"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$").RunAsync(token);
                return true;
            },
            CancellationToken.None);
        Assert.Equal("{3}", await _schema.RunAsync("SELECT array_agg(n)::text FROM {schema}.tries"));
    }

    [Fact]
    public async Task A_connection_that_is_killed_in_mid_transaction_leaves_nothing_and_the_next_call_works()
    {
        var (ledger, queue) = (_schema.Ledger(), _schema.Queue());
        await queue.EnqueueAsync([new("t", "ingest", "n", "")]);
        var lease = (await queue.TakeAsync(new("w", TimeSpan.FromHours(1)))).Single();

        // The commit waits for a row of the ledger that this transaction holds, and is killed there.
        await ledger.WriteAsync([Entry with { Chunks = 1 }]);
        var blocker = _schema.Open();
        await blocker.TransactAsync(
            async (connection, token) =>
            {
                await connection.Command($"SELECT 1 FROM {blocker.Schema}.ledger FOR UPDATE").RunAsync(token);
                var commit = ledger.CommitAsync(lease, [new(new("t", "s", "a"), "e", 1), Entry with { Chunks = 2 }], [], token).AsTask();
                for (var i = 0; i < 3_000 && !commit.IsCompleted; i++)
                {
                    await _schema.RunAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{_schema.Name}' AND wait_event_type = 'Lock'");
                    await Task.Delay(10, token);
                }

                var error = await Assert.ThrowsAsync<RagStateException>(() => commit);
                Assert.True(error.IsTransient);
                return true;
            },
            CancellationToken.None);

        Assert.Equal([Entry with { Chunks = 1 }], await ledger.ListAsync("t").ToListAsync());
        await ledger.CommitAsync(lease, [Entry with { Chunks = 2 }], []);
        Assert.Equal(2, (await ledger.FindAsync(Entry.Key))!.Chunks);
    }

    [Fact]
    public async Task Cancelling_under_way_is_cancellation_and_leaves_nothing()
    {
        var ledger = _schema.Ledger();
        await ledger.WriteAsync([Entry]);
        var blocker = _schema.Open();
        await blocker.TransactAsync(
            async (connection, token) =>
            {
                await connection.Command($"SELECT 1 FROM {blocker.Schema}.ledger FOR UPDATE").RunAsync(token);
                using var stop = new CancellationTokenSource();
                var write = ledger.WriteAsync([Entry with { Chunks = 2 }], stop.Token).AsTask();
                while (await _schema.RunAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{_schema.Name}' AND wait_event_type = 'Lock'") is 0L)
                    await Task.Delay(10, token);
                await stop.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
                return true;
            },
            CancellationToken.None);
        Assert.Equal([Entry], await ledger.ListAsync("t").ToListAsync());
    }

    [Fact]
    public async Task A_server_that_comes_back_is_used_again()
    {
        var ledger = _schema.Ledger();
        await ledger.WriteAsync([Entry]);
        await _schema.RunAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{_schema.Name}'");
        for (var i = 0; i < 3; i++)
        {
            try
            {
                Assert.NotNull(await ledger.FindAsync(Entry.Key));
                return;
            }
            catch (RagStateException e) when (e.IsTransient)
            {
                // The pool finds out about a dead connection when it uses it.
            }
        }

        Assert.Fail("The ledger did not recover from a lost connection.");
    }
}
