using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors;

/// <summary>One statement on a table with the settings that it is to run under: one round trip, one transaction.</summary>
/// <remarks>
/// The settings are made by a statement before it in the same batch, which the server runs as one transaction; they end with
/// it, so that no other user of the connection, or of a pooler's, meets them.
/// </remarks>
internal sealed class TableCommand
{
    private readonly List<(string Name, string Value)> _settings;
    private readonly string _sql;

    public TableCommand(CollectionTable table, RowScope scope, string sql, SqlParameters? parameters = null)
    {
        (_settings, _sql, Parameters) = ([.. scope.For(table)], sql, parameters ?? new());
    }

    public SqlParameters Parameters { get; }

    public void Set(string name, string value) => _settings.Add((name, value));

    public async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            if (_settings.Count > 0) batch.BatchCommands.Add(Settings());
            var command = new NpgsqlBatchCommand(_sql);
            Parameters.GiveTo(command.Parameters);
            batch.BatchCommands.Add(command);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (_settings.Count > 0) await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(row(reader));
                return rows;
            }
        }
    }

    private NpgsqlBatchCommand Settings()
    {
        var parameters = new SqlParameters();
        var calls = _settings.ConvertAll(s => $"set_config({parameters.Add(s.Name)}, {parameters.Add(s.Value)}, true)");
        var command = new NpgsqlBatchCommand($"SELECT {string.Join(", ", calls)}");
        parameters.GiveTo(command.Parameters);
        return command;
    }
}
