using System.Collections.Concurrent;
using System.Globalization;
using Edify.Rag.Postgres.Connection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>Gives a collection its HNSW index once it has grown, beside readers and writers.</summary>
/// <remarks>
/// Built when there is something to build it from: that is faster than growing it, and until then every vector is compared,
/// which finds everything. Searches are right with and without it, so when it can't be built, nothing but speed is lost.
/// </remarks>
internal sealed class VectorIndexing(PostgresDatabase database, CollectionCatalog catalog, PostgresVectorOptions options, ILogger logger)
{
    private readonly ConcurrentDictionary<string, int> _written = new(StringComparer.Ordinal);

    /// <summary>Told of what was written; looks at the collection when it may have grown enough.</summary>
    public async Task GrownAsync(CollectionTable table, PgVector vector, int records, CancellationToken cancellationToken)
    {
        if (table.HasVectorIndex || !table.CanHaveVectorIndex) return;
        var written = _written.AddOrUpdate(table.Table, records, (_, before) => before + records);
        if (written < Math.Max(1, options.IndexFrom / 10)) return;
        _written[table.Table] = 0;
        await EnsureAsync(table, vector, cancellationToken).ConfigureAwait(false);
    }

    public async Task EnsureAsync(CollectionTable table, PgVector vector, CancellationToken cancellationToken)
    {
        if (table.HasVectorIndex || options.IndexFrom == int.MaxValue || !await IsLargeAsync(table, cancellationToken).ConfigureAwait(false)) return;
        if (!table.CanHaveVectorIndex)
        {
            logger.VectorsTooLong(table.Name, database.Place.ToString(), table.Dimension, PgVector.MaxIndexed(table.Elements));
            return;
        }

        try
        {
            if (!await database.ExecuteAsync((connection, token) => BuildAsync(connection, table, vector, token), cancellationToken).ConfigureAwait(false)) return;
            catalog.Forget(table.Name);
            logger.VectorIndexBuilt(table.Name, database.Place.ToString());
        }
        catch (RagStateException e)
        {
            logger.VectorIndexFailed(table.Name, database.Place.ToString(), e.Message);
        }
    }

    private async Task<bool> IsLargeAsync(CollectionTable table, CancellationToken cancellationToken)
    {
        var sql = $"SELECT count(*) FROM (SELECT 1 FROM {table.Table} LIMIT $1) AS first";
        var statement = new TableCommand(table, RowScope.Maintenance, sql);
        statement.Parameters.Add((long)options.IndexFrom);
        var counted = await database.ExecuteAsync((connection, token) => statement.ReadAsync(connection, row => row.GetInt64(0), token), cancellationToken).ConfigureAwait(false);
        return counted[0] >= options.IndexFrom;
    }

    // Concurrently, so writers go on. What was interrupted stays behind as an index that is not valid, and is cleared away;
    // what someone else is building is left alone.
    private async Task<bool> BuildAsync(NpgsqlConnection connection, CollectionTable table, PgVector vector, CancellationToken cancellationToken)
    {
        const string State = """
            SELECT EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
            FROM pg_index i WHERE i.indexrelid = to_regclass($1) AND NOT i.indisvalid
            """;
        var name = $"{table.Schema}.{table.VectorIndex}";
        var unfinished = await connection.Command(State, NpgsqlCommands.Value(name)).ScalarAsync(cancellationToken).ConfigureAwait(false);
        if (unfinished is true) return false;
        if (unfinished is false) await Patiently(connection, $"DROP INDEX CONCURRENTLY IF EXISTS {name}", cancellationToken).ConfigureAwait(false);
        try
        {
            await Patiently(
                connection,
                string.Create(CultureInfo.InvariantCulture, $"""
                    CREATE INDEX CONCURRENTLY IF NOT EXISTS {table.VectorIndex} ON {table.Table}
                    USING hnsw (embedding {vector.OperatorsOf(table.Elements)}) WITH (m = {options.M}, ef_construction = {options.EfConstruction})
                    """),
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }

        await Patiently(connection, $"ANALYZE {table.Table}", cancellationToken).ConfigureAwait(false);
        return true;
    }

    // As long as it takes: a million vectors take many minutes.
    private static async Task Patiently(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = connection.Command(sql);
        command.CommandTimeout = 0;
        await command.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
