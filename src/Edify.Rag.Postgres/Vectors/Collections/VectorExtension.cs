using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>Finds the extension pgvector, and makes it where it may.</summary>
internal sealed class VectorExtension(PostgresDatabase database, bool mayCreate)
{
    // One process makes it at a time, in all of a database: "IF NOT EXISTS" alone does not wait for the others.
    private const long Lock = 0x6564_6966_7976_6563;

    private volatile PgVector? _found;

    /// <summary>The extension.</summary>
    /// <exception cref="RagStateException">It is missing, or too old.</exception>
    public async ValueTask<PgVector> NeedAsync(CancellationToken cancellationToken)
    {
        if (_found is { } known) return known;
        var found = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            if (!mayCreate) throw Refuse($"pgvector is not installed in {Database}, and MigrateOnStart is off. {Advice}");
            await CreateAsync(cancellationToken).ConfigureAwait(false);
            found = await FindAsync(cancellationToken).ConfigureAwait(false) ?? throw Refuse($"pgvector is not installed in {Database}. {Advice}");
        }

        if (found.Version < PgVector.Oldest)
        {
            throw Refuse(
                $"pgvector {found.Version} is installed in {Database}; version {PgVector.Oldest} or newer is needed, better 0.8.4. " +
                "Let an administrator install a newer package on the server and run in that database: ALTER EXTENSION vector UPDATE;");
        }

        return _found = found;
    }

    private string Database => $"the database '{database.Place.Database}' on {database.Place.Server}";

    private static string Advice => "Let an administrator run in that database: CREATE EXTENSION vector;";

    private async Task<PgVector?> FindAsync(CancellationToken cancellationToken)
    {
        var found = await database.ExecuteAsync(
            (connection, token) => connection
                .Command("SELECT e.extversion, n.nspname, pg_jit_available() FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'")
                .ReadAsync(row => PgVector.Of(row.GetString(0), row.GetString(1)) with { IsCompiling = row.GetBoolean(2) }, token),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.TransactAsync(
                async (connection, token) =>
                {
                    await connection.Command("SELECT pg_advisory_xact_lock($1)", NpgsqlCommands.Value(Lock)).RunAsync(token).ConfigureAwait(false);
                    return await connection.Command("CREATE EXTENSION IF NOT EXISTS vector").RunAsync(token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (RagStateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
        {
            throw Refuse($"pgvector is not installed in {Database}, and the user of the connection string may not install it. {Advice}", e);
        }
        catch (RagStateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.FeatureNotSupported })
        {
            throw Refuse($"The server {database.Place.Server} has no pgvector. Install it there (the package postgresql-NN-pgvector, or a service that offers it). {Advice}", e);
        }
    }

    private RagStateException Refuse(string message, Exception? cause = null) => new(database.Place.ToString(), message, innerException: cause);
}
