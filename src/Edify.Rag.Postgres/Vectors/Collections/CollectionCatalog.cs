using System.Collections.Concurrent;
using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>Knows the collections: looks them up, and remembers them for a moment.</summary>
/// <remarks>
/// What is remembered can't lead astray: a collection that was dropped and made again has another table, so the old one is
/// missed and the new one looked up; what an alias stood for is marked, and whoever uses it asks in the same round trip whether
/// it still does (<see cref="TableCommand"/>). Only whether there is an index may be a moment old.
/// </remarks>
internal sealed class CollectionCatalog(PostgresDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (CollectionTable Table, long At)> _known = new(StringComparer.Ordinal);
    private readonly CollectionStatements _sql = new(database.Schema);

    /// <summary>The collection of a name or alias, as remembered or as it is.</summary>
    public async ValueTask<CollectionTable?> FindAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _known.TryGetValue(name, out var known) && time.GetElapsedTime(known.At) < Memory
            ? known.Table
            : await LookUpAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The collection as it is.</summary>
    public async ValueTask<CollectionTable?> LookUpAsync(string name, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var found = await database.ExecuteAsync((connection, token) => LookUpAsync(connection, name, token), cancellationToken).ConfigureAwait(false);
        if (found is null) _known.TryRemove(name, out _);
        else _known[name] = (found.Name == name ? found : found with { RememberedAs = name }, at);
        return found;
    }

    public async Task<CollectionTable?> LookUpAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        var found = await connection.Command(_sql.Find, NpgsqlCommands.Value(database.Schema), NpgsqlCommands.Value(name))
            .ReadAsync(Read, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<List<CollectionTable>> ListAsync(CancellationToken cancellationToken) => await database.ExecuteAsync(
        (connection, token) => connection.Command(_sql.List, NpgsqlCommands.Value(database.Schema)).ReadAsync(Read, token),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Forgets a collection, or what an alias stands for.</summary>
    public void Forget(string name)
    {
        foreach (var (known, (table, _)) in _known)
        {
            if (known == name || table.Name == name) _known.TryRemove(known, out _);
        }
    }

    private CollectionTable Read(NpgsqlDataReader row)
    {
        var (fields, kinds, parts) = (row.GetFieldValue<string[]>(6), row.GetFieldValue<string[]>(7), row.GetFieldValue<int[]>(8));
        return new(
            database.Schema, row.GetInt32(1), row.GetString(0), row.GetInt32(2), row.GetString(3), Enum.Parse<PostgresVectorElements>(row.GetString(4)), row.GetString(5),
            [.. fields.Select((name, i) => new IndexedField(name, Enum.Parse<FieldKind>(kinds[i]), parts[i]))])
        {
            HasVectorIndex = row.GetBoolean(9),
            HasRowSecurity = row.GetBoolean(10),
            HasNotes = row.GetBoolean(11),
        };
    }
}
