using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>One process at a time makes or drops what has a name, be it a collection or an alias.</summary>
internal static class CollectionLock
{
    /// <summary>An index over a large collection takes its time, and so does waiting for someone who makes it.</summary>
    public const int PatienceSeconds = 3_600;

    /// <summary>Waits for the name; it is held until the transaction ends.</summary>
    public static Task<int> TakeAsync(NpgsqlConnection connection, PostgresPlace place, string name, CancellationToken cancellationToken)
    {
        var key = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"edify-rag/collection/{place.Schema}/{name}")));
        var command = connection.Command("SELECT pg_advisory_xact_lock($1)", NpgsqlCommands.Value(key));
        command.CommandTimeout = PatienceSeconds;
        return command.RunAsync(cancellationToken);
    }
}
