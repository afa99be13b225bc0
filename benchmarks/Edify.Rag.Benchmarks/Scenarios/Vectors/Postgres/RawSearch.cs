using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Searching;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Postgres;

/// <summary>The statements of searches on a connection of their own that was set up for them: what is left of a search without the layer above.</summary>
internal sealed class RawSearch : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly List<NpgsqlCommand> _commands = [];

    private RawSearch(NpgsqlConnection connection) => _connection = connection;

    public static async Task<RawSearch> OfAsync(MeasuredSchema schema, IReadOnlyList<VectorQuery> queries, bool prepares)
    {
        var options = schema.Options();
        await using var database = new PostgresDatabase(options, TimeProvider.System, NullLogger<PostgresDatabase>.Instance);
        var vector = await new VectorExtension(database, mayCreate: false).NeedAsync(CancellationToken.None);
        var table = await new CollectionCatalog(database, TimeProvider.System).LookUpAsync(MeasuredSchema.Searched, CancellationToken.None);
        var search = new RawSearch(await schema.ConnectAsync());
        await search.SetUpAsync(options.Vectors);
        foreach (var query in queries)
        {
            var statement = new SearchStatement(table!, vector, query, query.Vector, StoreSubject.Scope).Command(isExact: !table!.HasVectorIndex);
            var command = new NpgsqlCommand(statement.Sql, search._connection);
            statement.Parameters.GiveTo(command.Parameters);
            if (prepares) await command.PrepareAsync();
            search._commands.Add(command);
        }

        return search;
    }

    /// <summary>Asks, and reads the columns that a match is made of.</summary>
    public async Task<int> RunAsync(int question)
    {
        var found = 0;
        await using var reader = await _commands[question].ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _ = (reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetDouble(3));
            _ = (reader.IsDBNull(4) ? 0 : reader.GetDouble(4), reader.IsDBNull(5) ? 0 : reader.GetDouble(5), reader.GetInt64(6));
            found++;
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands) await command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    // Once for all statements, where the store sets it with each: a pooler may lie between it and the server.
    private async Task SetUpAsync(PostgresVectorOptions options)
    {
        await using var command = new NpgsqlCommand(
            FormattableString.Invariant($"""
                SET jit = off; SET plan_cache_mode = force_custom_plan; SET hnsw.ef_search = {options.EfSearch};
                SET hnsw.iterative_scan = relaxed_order; SET hnsw.max_scan_tuples = {options.MaxScanTuples}
                """),
            _connection);
        await command.ExecuteNonQueryAsync();
    }
}
