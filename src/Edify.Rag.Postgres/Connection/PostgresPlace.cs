using Npgsql;

namespace Edify.Rag.Postgres.Connection;

/// <summary>Where state lies, as messages and errors name it: server, database and schema; no user, no password.</summary>
internal sealed record PostgresPlace(string Server, string Database, string Schema)
{
    public static PostgresPlace Of(NpgsqlConnectionStringBuilder connection, string schema)
    {
        var host = connection.Host ?? string.Empty;
        var server = host.Contains(':', StringComparison.Ordinal) || host.Contains(',', StringComparison.Ordinal) ? host : $"{host}:{connection.Port}";
        // PostgreSQL's own rule: the database is called like the user unless it is named.
        return new(server, connection.Database ?? connection.Username ?? string.Empty, schema);
    }

    public override string ToString() => $"{Server}/{Database}, schema {Schema}";
}
