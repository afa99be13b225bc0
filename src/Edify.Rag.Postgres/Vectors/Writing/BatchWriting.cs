using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Writing;

/// <summary>Writes one batch of records, all of them or none.</summary>
/// <remarks>
/// Records that are all new, as in nearly every ingestion, are copied right into the table: one statement. Others go by way
/// of a temporary table, and what is there already with the same content is left untouched.
/// </remarks>
internal sealed class BatchWriting(PostgresDatabase database)
{
    private const string Columns = "id, content, fields, embedding";
    private const string Stage = "pg_temp.edify_rag_batch";

    /// <summary>Writes the batch.</summary>
    /// <param name="table">Where to.</param>
    /// <param name="batch">Records of different ids, in order of id, so that writers of the same records wait for each other and don't lock each other out.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is written then.</param>
    public async Task WriteAsync(CollectionTable table, IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> batch, CancellationToken cancellationToken)
    {
        // The server takes no copy into a table whose rows it guards.
        if (!table.HasRowSecurity && !await IsAnyThereAsync(table, batch, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await database.ExecuteAsync((connection, token) => CopyAsync(connection, table, table.Table, batch, token), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RagStateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Somebody else has written one of them meanwhile.
            }
        }

        await database.TransactAsync((connection, token) => MergeAsync(connection, table, batch, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsAnyThereAsync(
        CollectionTable table, IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> batch, CancellationToken cancellationToken)
    {
        // Not "LIMIT 1": the server would take it that some are there, and look through the table for the first.
        var ids = batch.Select(row => row.Record.Id).ToArray();
        var found = await database.ExecuteAsync(
            (connection, token) => connection.Command($"SELECT count(*) FROM {table.Table} WHERE id = ANY($1)", NpgsqlCommands.Value(ids)).ScalarAsync(token),
            cancellationToken).ConfigureAwait(false);
        return found is not 0L;
    }

    private async Task<bool> MergeAsync(
        NpgsqlConnection connection, CollectionTable table, IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> batch, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in RowScope.Maintenance.For(table))
            await connection.Command("SELECT set_config($1, $2, true)", NpgsqlCommands.Value(name), NpgsqlCommands.Value(value)).RunAsync(cancellationToken).ConfigureAwait(false);
        await connection.Command($"CREATE TEMPORARY TABLE {Stage} ON COMMIT DROP AS SELECT {Columns} FROM {table.Table} WITH NO DATA")
            .RunAsync(cancellationToken).ConfigureAwait(false);
        await CopyAsync(connection, table, Stage, batch, cancellationToken).ConfigureAwait(false);
        await connection.Command($"""
            INSERT INTO {table.Table} AS old ({Columns}) SELECT {Columns} FROM {Stage} ORDER BY id
            ON CONFLICT (id) DO UPDATE SET content = excluded.content, fields = excluded.fields, embedding = excluded.embedding
            WHERE old.content <> excluded.content OR old.fields::text <> excluded.fields::text OR old.embedding::real[] <> excluded.embedding::real[]
            """).RunAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> CopyAsync(
        NpgsqlConnection connection,
        CollectionTable table,
        string target,
        IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> batch,
        CancellationToken cancellationToken)
    {
        var stream = await connection.BeginRawBinaryCopyAsync($"COPY {target} ({Columns}) FROM STDIN (FORMAT binary)", cancellationToken).ConfigureAwait(false);
        try
        {
            await new BinaryCopy(stream, table.Elements).WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Left alone, what was written so far would be taken for all.
            await AbandonAsync(stream).ConfigureAwait(false);
            throw;
        }

        await CompleteAsync(connection, stream, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // The server does its work when it has all rows, and the stream's end can't be told to stop waiting for it.
    private async Task CompleteAsync(NpgsqlConnection connection, NpgsqlRawCopyStream stream, CancellationToken cancellationToken)
    {
        var completion = stream.DisposeAsync().AsTask();
        try
        {
            await completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!completion.IsCompleted)
        {
            await StopAsync(connection.ProcessID).ConfigureAwait(false);
            await completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task StopAsync(int process)
    {
        try
        {
            await database.ExecuteAsync(
                (connection, token) => connection.Command("SELECT pg_cancel_backend($1)", NpgsqlCommands.Value(process)).RunAsync(token), CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagStateException)
        {
            // Then it ends with the command's time.
        }
    }

    private static async Task AbandonAsync(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.IsKnown(e) || e is InvalidOperationException)
        {
            // The connection is gone, and the copy with it; why is told by the error that led here.
        }
    }
}
