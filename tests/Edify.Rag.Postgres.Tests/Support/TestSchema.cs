using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Conversations;
using Edify.Rag.Postgres.Jobs;
using Edify.Rag.Postgres.Ledger;
using Edify.Rag.Postgres.RateLimiting;
using Edify.Rag.Postgres.Usage;
using Edify.Rag.Postgres.Vectors;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Support;

/// <summary>A schema of the test's own, dropped with it.</summary>
internal sealed class TestSchema : IAsyncDisposable
{
    private readonly List<PostgresDatabase> _opened = [];
    private readonly string _server = TestServers.Postgres;

    public string Name { get; } = $"test_{Guid.NewGuid():n}";

    /// <summary>A connection string of the test's own; its connections are told apart by the name of their application.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { ApplicationName = Name, MaxPoolSize = 20 }.ConnectionString;

    public PostgresLedger Ledger() => new(Open());

    public PostgresJobQueue Queue() => new(Open());

    public PostgresConversationStore Conversations() => new(Open());

    public PostgresUsageMeter Usage(Action<PostgresOptions>? configure = null) => new(Open(configure));

    public PostgresRateLimiter Limiter(Action<PostgresOptions>? configure = null) => new(Open(configure));

    public PostgresVectorStore Vectors(Action<PostgresOptions>? configure = null) =>
        new(Open(configure), Options(configure), TimeProvider.System, NullLogger<PostgresVectorStore>.Instance);

    public PostgresDatabase Open(Action<PostgresOptions>? configure = null)
    {
        var options = Options(configure);
        var database = new PostgresDatabase(options, TimeProvider.System, NullLogger<PostgresDatabase>.Instance);
        _opened.Add(database);
        return database;
    }

    private PostgresOptions Options(Action<PostgresOptions>? configure)
    {
        var options = new PostgresOptions { ConnectionString = ConnectionString, Schema = Name };
        configure?.Invoke(options);
        return options;
    }

    /// <summary>Runs statements as the administrator; "{schema}" stands for the schema.</summary>
    public async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql.Replace("{schema}", $"\"{Name}\"", StringComparison.Ordinal), connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened) await database.DisposeAsync();
        await RunAsync("DROP SCHEMA IF EXISTS {schema} CASCADE");
    }
}
