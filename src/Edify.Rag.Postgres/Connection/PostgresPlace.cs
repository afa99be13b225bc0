using System.Globalization;
using Npgsql;

namespace Edify.Rag.Postgres.Connection;

/// <summary>Where state lies, as messages and errors name it: server, database and schema; no user, no password.</summary>
internal sealed record PostgresPlace(string Server, string Database, string Schema)
{
    private const int UsualPort = 5432;

    public static PostgresPlace Of(NpgsqlConnectionStringBuilder connection, string schema)
    {
        var host = connection.Host ?? string.Empty;
        var server = host.Contains(':', StringComparison.Ordinal) || host.Contains(',', StringComparison.Ordinal) ? host : $"{host}:{connection.Port}";
        // PostgreSQL's own rule: the database is called like the user unless it is named.
        return new(server, connection.Database ?? connection.Username ?? string.Empty, schema);
    }

    /// <summary>What telemetry names: where there are several servers, the first.</summary>
    public VectorStoreMetadata Metadata
    {
        get
        {
            var first = Server.Split(',')[0];
            var colon = first.LastIndexOf(':');
            var port = int.TryParse(first.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : UsualPort;
            return new("postgresql")
            {
                Namespace = $"{Database}|{Schema}",
                ServerAddress = colon < 0 ? first : first[..colon],
                ServerPort = port == UsualPort ? null : port,
            };
        }
    }

    public override string ToString() => $"{Server}/{Database}, schema {Schema}";
}
