using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>Names that stand for collections.</summary>
/// <remarks>
/// An alias is switched by changing its row, so whoever looks it up sees the one collection or the other. Its name is locked as
/// that of a collection is, so that nobody makes a collection of it meanwhile; that the collection it stands for stays is seen to
/// by the server, by a foreign key.
/// </remarks>
internal sealed class CollectionAliases(PostgresDatabase database, CollectionCatalog catalog, VectorFailures failures)
{
    private readonly string _list = $"SELECT name, collection FROM {database.Schema}.aliases";
    private readonly string _remove = $"DELETE FROM {database.Schema}.aliases WHERE name = $1 RETURNING 1";

    private readonly string _set =
        $"INSERT INTO {database.Schema}.aliases (name, collection) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET collection = excluded.collection";

    private readonly string _look = $"""
        SELECT EXISTS (SELECT 1 FROM {database.Schema}.collections WHERE name = $1),
            EXISTS (SELECT 1 FROM {database.Schema}.collections WHERE name = $2),
            (SELECT collection FROM {database.Schema}.aliases WHERE name = $2)
        """;

    public async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancellationToken)
    {
        var found = await database.ExecuteAsync(
            (connection, token) => connection.Command(_list).ReadAsync(row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), token),
            cancellationToken).ConfigureAwait(false);
        return found.ToDictionary(StringComparer.Ordinal);
    }

    /// <exception cref="VectorStoreException">There is no such collection, or its name or the alias's is taken.</exception>
    public async Task SetAsync(string alias, string collection, CancellationToken cancellationToken)
    {
        try
        {
            await database.TransactAsync((connection, token) => SetAsync(connection, alias, collection, token), cancellationToken).ConfigureAwait(false);
        }
        catch (RagStateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            // It was there, and has been dropped meanwhile.
            throw failures.Missing(collection, "set alias");
        }

        catalog.Forget(alias);
    }

    public async Task<bool> RemoveAsync(string alias, CancellationToken cancellationToken)
    {
        var removed = await database.ExecuteAsync(
            (connection, token) => connection.Command(_remove, NpgsqlCommands.Value(alias)).ScalarAsync(token), cancellationToken).ConfigureAwait(false);
        catalog.Forget(alias);
        return removed is not null;
    }

    private async Task<bool> SetAsync(NpgsqlConnection connection, string alias, string collection, CancellationToken cancellationToken)
    {
        await CollectionLock.TakeAsync(connection, database.Place, alias, cancellationToken).ConfigureAwait(false);
        var found = await connection.Command(_look, NpgsqlCommands.Value(alias), NpgsqlCommands.Value(collection))
            .ReadAsync(row => (IsCollection: row.GetBoolean(0), IsThere: row.GetBoolean(1), Meant: row.IsDBNull(2) ? null : row.GetString(2)), cancellationToken).ConfigureAwait(false);
        if (found[0].IsCollection) throw failures.NameTaken(alias);
        if (found[0].Meant is { } meant) throw failures.AliasOfAlias(alias, collection, meant);
        if (!found[0].IsThere) throw failures.Missing(collection, "set alias");
        await connection.Command(_set, NpgsqlCommands.Value(alias), NpgsqlCommands.Value(collection)).RunAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
