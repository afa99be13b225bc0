using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Postgres.Connection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Edify.Rag.Postgres.Schema;

/// <summary>Brings the schema to the version that this program needs: all of it or nothing, one process at a time.</summary>
internal sealed class SchemaMigration(PostgresPlace place, bool mayMigrate, ILogger logger)
{
    private const int OldestServer = 13;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _schema = SchemaName.Quote(place.Schema);

    public async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await CheckServerAsync(connection, cancellationToken).ConfigureAwait(false);
        var found = await FindVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (IsCurrent(found)) return;
        if (!mayMigrate)
        {
            throw Refuse($"The tables at {place} are of version {found}, this program needs {PostgresSchema.Version}, and MigrateOnStart is off. " +
                $"Let an administrator run the script that PostgresSchema.Script(\"{place.Schema}\") gives.");
        }

        try
        {
            await MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw Refuse(
                $"The user of the connection string may not make the tables at {place}. Let an administrator run the script that " +
                $"PostgresSchema.Script(\"{place.Schema}\", role) gives, once with every new version of this program.",
                e);
        }
    }

    private async Task CheckServerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw Refuse($"The server {place.Server} is PostgreSQL {connection.PostgreSqlVersion}; version {OldestServer} or newer is needed.");
        var encoding = await connection.Command("SHOW server_encoding").ScalarAsync(cancellationToken).ConfigureAwait(false);
        if (encoding is not "UTF8")
            throw Refuse($"The database '{place.Database}' on {place.Server} has the encoding {encoding}; make one with ENCODING 'UTF8'.");
    }

    private async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            // Whoever comes second waits here, and then finds that nothing is left to do. The lock ends with the transaction.
            await Patiently(connection.Command("SELECT pg_advisory_xact_lock($1)", NpgsqlCommands.Value(LockKey()))).RunAsync(cancellationToken).ConfigureAwait(false);
            var found = await FindVersionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (IsCurrent(found)) return;

            // Even IF NOT EXISTS asks for the right to create, which the owner of an existing schema may lack.
            var exists = await connection.Command("SELECT 1 FROM pg_namespace WHERE nspname = $1", NpgsqlCommands.Value(place.Schema)).ScalarAsync(cancellationToken).ConfigureAwait(false);
            if (exists is null) await connection.Command($"CREATE SCHEMA {_schema}").RunAsync(cancellationToken).ConfigureAwait(false);
            await Patiently(connection.Command(PostgresSchema.Tables(place.Schema))).RunAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            logger.SchemaMigrated(place.ToString(), found, PostgresSchema.Version);
        }
    }

    /// <summary>Whether nothing is to be done.</summary>
    /// <exception cref="RagStateException">The schema is of a newer program.</exception>
    private bool IsCurrent(int found) => found <= PostgresSchema.Version
        ? found == PostgresSchema.Version
        : throw Refuse($"The tables at {place} are of version {found}, and this program knows them up to {PostgresSchema.Version}. Update this program.");

    private async Task<int> FindVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var table = await connection.Command("SELECT to_regclass($1)::text", NpgsqlCommands.Value($"{_schema}.schema_version")).ScalarAsync(cancellationToken).ConfigureAwait(false);
        if (table is null) return 0;
        var version = await connection.Command($"SELECT max(version) FROM {_schema}.schema_version").ScalarAsync(cancellationToken).ConfigureAwait(false);
        return version is int number ? number : 0;
    }

    // One lock for each schema of a database: advisory locks are numbers, and these must not be met by chance.
    private long LockKey() => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("edify-rag/schema/" + place.Schema)));

    private static NpgsqlCommand Patiently(NpgsqlCommand command)
    {
        command.CommandTimeout = (int)Patience.TotalSeconds;
        return command;
    }

    private RagStateException Refuse(string message, Exception? cause = null) => new(place.ToString(), message, innerException: cause);
}
