using Edify.Rag.Postgres.Schema;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Edify.Rag.Postgres.Connection;

/// <summary>The one pool of connections that all PostgreSQL parts of a pipeline share, over a schema that is up to date.</summary>
/// <remarks>Nothing is connected before the first use. Transactions that met another one are run again here; all else is the caller's.</remarks>
internal sealed class PostgresDatabase : IAsyncDisposable, IDisposable
{
    // Between the statements of a transaction there is no work but theirs. A process that is suspended there holds locks that
    // others wait for; the server ends its transaction.
    private const string LimitSilence = "SET LOCAL idle_in_transaction_session_timeout = '10s'";

    private const int MaxAttempts = 6;

    private readonly NpgsqlDataSource _source;
    private readonly SchemaMigration _migration;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _isReady;

    public PostgresDatabase(PostgresOptions options, TimeProvider time, ILogger<PostgresDatabase> logger)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ConnectionString);
        var connection = builder.ConnectionStringBuilder;
        connection.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        connection.ApplicationName ??= "edify-rag";
        // Details of errors quote rows, and the password has no place in what can be printed.
        connection.IncludeErrorDetail = false;
        connection.PersistSecurityInfo = false;
        // Nothing is kept in a session: settings and temporary tables end with their transaction. So there is nothing to undo.
        connection.NoResetOnClose = true;
        KeepsStatements = connection.MaxAutoPrepare > 0;
        Place = PostgresPlace.Of(connection, options.Schema);
        Schema = SchemaName.Quote(options.Schema);
        _source = builder.Build();
        _migration = new SchemaMigration(Place, options.MigrateOnStart, logger);
        (_time, _logger) = (time, logger);
    }

    public PostgresPlace Place { get; }

    /// <summary>The schema as it stands in statements.</summary>
    public string Schema { get; }

    /// <summary>Whether the connection string asks for statements to be kept prepared.</summary>
    public bool KeepsStatements { get; }

    /// <summary>Runs statements on a connection, each a transaction of its own. They may be run again, so they start afresh each time.</summary>
    /// <exception cref="RagStateException">The database could not do it.</exception>
    public async ValueTask<T> ExecuteAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await EnsureSchemaAsync(cancellationToken).ConfigureAwait(false);
                var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    return await work(connection, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (PostgresException e) when (PostgresErrors.IsCollision(e) && attempt < MaxAttempts)
            {
                _logger.TransactionRepeated(Place.ToString(), e.SqlState, attempt + 1);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), _time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresErrors.IsKnown(e) || PostgresErrors.IsGarbled(e))
            {
                // Who gave up is told so, although a silent server let the time run out before the driver had left it.
                if (cancellationToken.IsCancellationRequested) throw new OperationCanceledException(e.Message, e, cancellationToken);
                throw PostgresErrors.Translate(e, Place);
            }
        }
    }

    /// <summary>Runs statements as one transaction. They may be run again, so they start afresh each time.</summary>
    /// <exception cref="RagStateException">The database could not do it; nothing has changed, unless the connection broke at the very end.</exception>
    public ValueTask<T> TransactAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        ExecuteAsync(
            async (connection, token) =>
            {
                var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await connection.Command(LimitSilence).RunAsync(token).ConfigureAwait(false);
                    var result = await work(connection, token).ConfigureAwait(false);
                    await transaction.CommitAsync(token).ConfigureAwait(false);
                    return result;
                }
            },
            cancellationToken);

    public void Dispose()
    {
        _source.Dispose();
        _gate.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
    }

    private async Task EnsureSchemaAsync(CancellationToken cancellationToken)
    {
        if (_isReady) return;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isReady) return;
            var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await _migration.EnsureAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            _isReady = true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
