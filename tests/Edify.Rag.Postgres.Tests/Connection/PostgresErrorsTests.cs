using System.Net;
using System.Net.Sockets;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Ledger;
using Edify.Rag.Postgres.Tests.Support;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Connection;

[Trait("Needs", "postgres")]
public sealed class PostgresErrorsTests : IAsyncLifetime
{
    private const string Secret = "hunter2-never-shown";

    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        var error = await FailAsync(c => c.Password = Secret);
        Assert.Contains("refuses the user or the password", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_missing_password_is_named()
    {
        var error = await FailAsync(c => c.Password = null);
        Assert.Contains("asks for a password", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_missing_database_is_named()
    {
        var error = await FailAsync(c => c.Database = "no_such_school");
        Assert.Contains("There is no database 'no_such_school'", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_server_that_is_down_is_named_and_may_come_back()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var port = ((IPEndPoint)socket.LocalEndpoint).Port;
        socket.Stop();
        var error = await FailAsync(c => (c.Host, c.Port) = ("127.0.0.1", port));
        Assert.Contains($"127.0.0.1:{port} can't be reached", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_named()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var error = await FailAsync(c => (c.Host, c.Port, c.Timeout, c.SslMode) = ("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port, 1, SslMode.Disable));
        Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Encryption_that_the_server_does_not_offer_is_named()
    {
        if (await _schema.RunAsync("SHOW ssl") is "on") Assert.Skip("This server offers TLS.");
        var error = await FailAsync(c => c.SslMode = SslMode.Require);
        Assert.Contains("offers no encrypted connection", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void Encryption_that_the_server_demands_is_named()
    {
        var refusal = new PostgresException(
            "no pg_hba.conf entry for host \"10.0.0.7\", user \"rag\", database \"school\", no encryption", "FATAL", "FATAL", PostgresErrorCodes.InvalidAuthorizationSpecification);
        var error = PostgresErrors.Translate(refusal, new("db:5432", "school", "edify_rag"));
        Assert.Contains("SSL Mode=Require", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_role_without_connections_left_is_named_and_may_get_one()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync($"ALTER ROLE {role.Name} CONNECTION LIMIT 0");
        var error = await FailAsync(c => c.ConnectionString = role.ConnectionString);
        Assert.Contains("no connection left", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_pool_that_is_used_up_is_named()
    {
        var database = _schema.Open(o => o.ConnectionString = Changed(c => (c.MaxPoolSize, c.Timeout) = (1, 1)));
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await database.ExecuteAsync(
            async (_, token) => await new PostgresLedger(database).FindAsync(new("t", "s", "n"), token), CancellationToken.None));
        Assert.Contains("Maximum Pool Size", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData("SELECT pg_sleep(60)", "statement_timeout", true)]
    [InlineData("CREATE TABLE nowhere.x ()", "not those of this program", false)]
    [InlineData("SET LOCAL transaction_read_only = on; CREATE TABLE x ()", "read-only", false)]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$", "met others each time", true)]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$", "is full", true)]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57P03'; END $$", "starting up or shutting down", true)]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '22012', MESSAGE = 'a plain sentence'; END $$", "SQLSTATE 22012: a plain sentence", false)]
    public async Task What_the_server_reports_becomes_a_sentence(string sql, string sentence, bool transient)
    {
        var database = _schema.Open(o => o.ConnectionString = Changed(c => c.Options = "-c statement_timeout=500"));
        var error = await Assert.ThrowsAsync<RagStateException>(
            async () => await database.TransactAsync((connection, token) => connection.Command(sql).RunAsync(token), CancellationToken.None));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Equal(transient, error.IsTransient);
        Assert.Contains(_schema.Name, error.Location, StringComparison.Ordinal);
        AssertNoSecret(error);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_given_up()
    {
        var database = _schema.Open(o => o.CommandTimeout = TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<RagStateException>(
            async () => await database.ExecuteAsync((connection, token) => connection.Command("SELECT pg_sleep(60)").RunAsync(token), CancellationToken.None));
        Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Tables_that_were_dropped_under_way_are_reported()
    {
        var ledger = _schema.Ledger();
        await ledger.RemoveAsync([new("t", "s", "n")]);
        await _schema.RunAsync("DROP SCHEMA {schema} CASCADE");
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await ledger.FindAsync(new("t", "s", "n")));
        Assert.Contains("changed or dropped", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    private async Task<RagStateException> FailAsync(Action<NpgsqlConnectionStringBuilder> change)
    {
        var ledger = new PostgresLedger(_schema.Open(o => o.ConnectionString = Changed(change)));
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await ledger.FindAsync(new("t", "s", "n")));
        AssertNoSecret(error);
        return error;
    }

    private string Changed(Action<NpgsqlConnectionStringBuilder> change)
    {
        var connection = new NpgsqlConnectionStringBuilder(_schema.ConnectionString);
        change(connection);
        return connection.ConnectionString;
    }

    private void AssertNoSecret(RagStateException error)
    {
        var password = new NpgsqlConnectionStringBuilder(_schema.ConnectionString).Password!;
        foreach (var text in new[] { error.ToString(), error.Location })
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain($"={password}", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("s3cret-of-the-role", text, StringComparison.Ordinal);
        }
    }
}
