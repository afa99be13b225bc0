using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Edify.Rag.Postgres.Connection;

/// <summary>Says what an error of Npgsql means for who runs the program: what, where, and what to do.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the transaction met another one and is simply run again.</summary>
    public static bool IsCollision(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    public static bool IsKnown(Exception error) => error is NpgsqlException or TimeoutException or SocketException or IOException or AuthenticationException;

    /// <summary>Whether an answer could not be read. Npgsql has no error of its own for what is no answer; it ends the connection and says what it stumbled over.</summary>
    public static bool IsGarbled(Exception error) =>
        error is (InvalidOperationException and not ObjectDisposedException)
            or InvalidCastException or FormatException or JsonException or OverflowException or IndexOutOfRangeException or ArgumentOutOfRangeException or DecoderFallbackException;

    public static RagStateException Translate(Exception error, PostgresPlace place)
    {
        var sentence = error is PostgresException server ? Say(server, place) : Say(error, place);
        return new(place.ToString(), sentence, IsTransient(error), error);
    }

    private static bool IsTransient(Exception error) => error switch
    {
        PostgresException e => e.IsTransient || IsCollision(e) || e.SqlState is "25P03" || e.SqlState[..2] is "08" or "57",
        NpgsqlException e => e.IsTransient || e.InnerException is TimeoutException or SocketException or IOException,
        AuthenticationException => false,
        _ => true,
    };

    private static string Say(PostgresException error, PostgresPlace place) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword =>
            $"PostgreSQL at {place.Server} refuses the user or the password; check Username and Password of the connection string.",
        PostgresErrorCodes.InvalidAuthorizationSpecification when SpeaksOfTls(error) =>
            $"PostgreSQL at {place.Server} takes no unencrypted connection from here; set 'SSL Mode=Require' (or VerifyFull) in the connection string.",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL at {place.Server} does not let this user in from here; check Username, the role's right to log in, and the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"There is no database '{place.Database}' on {place.Server}; create it, or correct Database in the connection string.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The user of the connection string lacks rights at {place}; let an administrator grant them: PostgresSchema.Script(schema, role) has the statements.",
        PostgresErrorCodes.TooManyConnections =>
            $"PostgreSQL at {place.Server} has no connection left; lower 'Maximum Pool Size' in the connection strings, or raise max_connections.",
        PostgresErrorCodes.QueryCanceled =>
            $"PostgreSQL at {place} stopped a command that took longer than the server's statement_timeout.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"PostgreSQL at {place.Server} is read-only, as a standby is; connect to the primary ('Target Session Attributes=primary').",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            $"Tables at {place} are not those of this program: they were changed or dropped after it started. Restart it, or restore the schema.",
        PostgresErrorCodes.DiskFull => $"The disk of PostgreSQL at {place.Server} is full.",
        PostgresErrorCodes.CannotConnectNow => $"PostgreSQL at {place.Server} is starting up or shutting down; try again in a moment.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            $"PostgreSQL at {place.Server} ended the connection; what was under way was rolled back. Try again.",
        _ when IsCollision(error) => $"A transaction at {place} met others each time it was tried ({error.SqlState}); try again.",
        _ => $"PostgreSQL at {place} reports SQLSTATE {error.SqlState}: {error.MessageText}",
    };

    private static string Say(Exception error, PostgresPlace place) => (error, error.InnerException) switch
    {
        (_, AuthenticationException) or (AuthenticationException, _) =>
            $"No encrypted connection to PostgreSQL at {place.Server} could be made; check 'SSL Mode', 'Root Certificate' and the server's certificate.",
        (NpgsqlException, TimeoutException) or (TimeoutException, _) when error.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) =>
            $"All connections to PostgreSQL at {place.Server} are in use; raise 'Maximum Pool Size' in the connection string, or do less at once.",
        (NpgsqlException, TimeoutException) or (TimeoutException, _) =>
            $"PostgreSQL at {place.Server} did not answer in time; check the server and the network, or raise CommandTimeout.",
        (NpgsqlException, null) when error.Message.Contains("SSL", StringComparison.Ordinal) =>
            $"PostgreSQL at {place.Server} offers no encrypted connection, and the connection string asks for one; switch TLS on at the server.",
        (NpgsqlException, null) when error.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            $"PostgreSQL at {place.Server} asks for a password, and the connection string has none.",
        (_, SocketException) or (SocketException, _) =>
            $"PostgreSQL at {place.Server} can't be reached; check that it runs, and Host and Port of the connection string.",
        (_, IOException) or (IOException, _) => $"The connection to PostgreSQL at {place.Server} broke; what was under way was rolled back. Try again.",
        _ when IsGarbled(error) =>
            $"What PostgreSQL at {place.Server} answered can't be read: something between has changed it, which TLS would show ('SSL Mode=VerifyFull'), or the tables are not those of this program. Try again.",
        _ => $"PostgreSQL at {place} can't be used: {error.Message}",
    };

    // The server says it in its own language, but file and encryption are named in all.
    private static bool SpeaksOfTls(PostgresException error) =>
        error.MessageText.Contains("no encryption", StringComparison.OrdinalIgnoreCase) || error.MessageText.Contains("SSL off", StringComparison.OrdinalIgnoreCase);
}
