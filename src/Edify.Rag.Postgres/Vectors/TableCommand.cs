using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors;

/// <summary>One statement on a table with the settings that it is to run under: one round trip, one transaction.</summary>
/// <remarks>
/// The settings are made by a statement before it in the same batch, which the server runs as one transaction; they end with
/// it, so that no other user of the connection, or of a pooler's, meets them. The same statement looks whether the alias still
/// stands for the table, where it was remembered so: writes look it up before, since they can't be taken back.
/// </remarks>
internal sealed class TableCommand
{
    private readonly CollectionTable _table;
    private readonly List<(string Name, string Value)> _settings;

    public TableCommand(CollectionTable table, RowScope scope, string sql, SqlParameters? parameters = null)
    {
        (_table, _settings, Sql, Parameters) = (table, [.. scope.For(table)], sql, parameters ?? new());
    }

    public string Sql { get; }

    public SqlParameters Parameters { get; }

    private bool HasPreface => _settings.Count > 0 || _table.RememberedAs is not null;

    /// <summary>Sets one for this command.</summary>
    /// <param name="name">A name from this code, never from outside: it stands in the statement's text.</param>
    /// <param name="value">Any text.</param>
    public void Set(string name, string value) => _settings.Add((name, value));

    /// <summary>Runs it.</summary>
    /// <exception cref="AliasSwitchedException">The alias stands for another table by now.</exception>
    public async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            if (HasPreface) batch.BatchCommands.Add(Preface());
            var command = new NpgsqlBatchCommand(Sql);
            Parameters.GiveTo(command.Parameters);
            batch.BatchCommands.Add(command);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (HasPreface) await SkipPrefaceAsync(reader, cancellationToken).ConfigureAwait(false);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(row(reader));
                return rows;
            }
        }
    }

    private async Task SkipPrefaceAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (_table.RememberedAs is not null)
        {
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!reader.GetBoolean(0)) throw new AliasSwitchedException();
        }

        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlBatchCommand Preface()
    {
        var parameters = new SqlParameters();
        var parts = _settings.ConvertAll(s => $"set_config('{s.Name}', {parameters.Add(s.Value)}, true)");
        if (_table.RememberedAs is { } alias)
            parts.Insert(0, $"EXISTS (SELECT 1 FROM {_table.Schema}.aliases WHERE name = {parameters.Add(alias)} AND collection = {parameters.Add(_table.Name)})");
        var command = new NpgsqlBatchCommand($"SELECT {string.Join(", ", parts)}");
        parameters.GiveTo(command.Parameters);
        return command;
    }
}
