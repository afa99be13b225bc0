using System.Globalization;
using Npgsql;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Postgres;

/// <summary>A schema that is measured in, dropped after it.</summary>
internal sealed class MeasuredSchema(string connectionString) : IAsyncDisposable
{
    public const string Unindexed = "unindexed";
    public const string Bare = "bare";
    public const string Searched = "searched";

    private readonly string _name = $"bench_{Guid.NewGuid():n}";

    /// <summary>The store over it.</summary>
    public StoreSubject Store(Action<PostgresVectorOptions>? configure = null) => StoreSubject.Of("PostgreSQL", rag => rag.UsePostgresVectors(o =>
    {
        Set(o);
        configure?.Invoke(o.Vectors);
    }));

    public PostgresOptions Options()
    {
        var options = new PostgresOptions();
        Set(options);
        return options;
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The table of a collection, as it stands in statements.</summary>
    public async Task<string> TableOfAsync(string collection)
    {
        var number = (int)(await RunAsync($"SELECT number FROM {_name}.collections WHERE name = '{collection}'"))!;
        return string.Create(CultureInfo.InvariantCulture, $"{_name}.vectors_{number}");
    }

    public async Task<object?> RunAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP SCHEMA IF EXISTS {_name} CASCADE");

    private void Set(PostgresOptions options) =>
        (options.ConnectionString, options.Schema, options.CommandTimeout) = (connectionString, _name, TimeSpan.FromMinutes(10));
}
