using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Engines;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>Makes collections, adds what they lack, and drops them; one process at a time, all of it or nothing.</summary>
internal sealed class CollectionMaking(PostgresDatabase database, CollectionCatalog catalog, PostgresVectorOptions options)
{
    private readonly CollectionStatements _sql = new(database.Schema);

    /// <summary>The collection, made if it is not there, with an index for each field of the definition.</summary>
    /// <exception cref="VectorStoreException">It is there, and is not the one that is asked for.</exception>
    public async Task<CollectionTable> EnsureAsync(CollectionDefinition wanted, PgVector vector, Action<CollectionTable> check, CancellationToken cancellationToken)
    {
        var found = await catalog.LookUpAsync(wanted.Name, cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            check(found);
            wanted = wanted with { Name = found.Name };
        }

        if (found is not null && Lacks(found, wanted).Count == 0 && (found.HasRowSecurity || !options.RowLevelSecurity) && found.HasNotes
            && (await UnusableAsync(found, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            return found;
        }

        await database.TransactAsync((connection, token) => CompleteAsync(connection, wanted, vector, check, token), cancellationToken).ConfigureAwait(false);
        return await catalog.LookUpAsync(wanted.Name, cancellationToken).ConfigureAwait(false)
            ?? throw new RagStateException(database.Place.ToString(), $"The collection '{wanted.Name}' was dropped while it was made; try again.", isTransient: true);
    }

    /// <summary>Drops a collection, unless the name is an alias or one stands for it.</summary>
    /// <param name="name">The collection.</param>
    /// <param name="refusal">The error to raise then, from alias and collection.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> DropAsync(string name, Func<string, string, Exception> refusal, CancellationToken cancellationToken)
    {
        var dropped = await database.TransactAsync(
            async (connection, token) =>
            {
                await CollectionLock.TakeAsync(connection, database.Place, name, token).ConfigureAwait(false);
                var aliases = await connection.Command(_sql.FindAlias, NpgsqlCommands.Value(name)).ReadAsync(row => refusal(row.GetString(0), row.GetString(1)), token).ConfigureAwait(false);
                if (aliases is [var refused, ..]) throw refused;
                var number = await connection.Command(_sql.Remove, NpgsqlCommands.Value(name)).ScalarAsync(token).ConfigureAwait(false);
                if (number is null) return false;
                await Patiently(connection.Command($"DROP TABLE IF EXISTS {database.Schema}.vectors_{(int)number}")).RunAsync(token).ConfigureAwait(false);
                await connection.Command($"DELETE FROM {database.Schema}.changes WHERE collection = $1", NpgsqlCommands.Value((int)number)).RunAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        catalog.Forget(name);
        return dropped;
    }

    /// <summary>The indexes of fields that are missing or unfinished.</summary>
    public async Task<List<string>> UnusableAsync(CollectionTable table, CancellationToken cancellationToken)
    {
        var names = FieldIndexes.Of(table).Select(index => $"{table.Schema}.{index.Name}").ToArray();
        return await database.ExecuteAsync(
            (connection, token) => connection.Command(CollectionStatements.Unusable, NpgsqlCommands.Value(names)).ReadAsync(row => row.GetString(0), token),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> CompleteAsync(
        NpgsqlConnection connection, CollectionDefinition wanted, PgVector vector, Action<CollectionTable> check, CancellationToken cancellationToken)
    {
        await CollectionLock.TakeAsync(connection, database.Place, wanted.Name, cancellationToken).ConfigureAwait(false);
        var table = await catalog.LookUpAsync(connection, wanted.Name, cancellationToken).ConfigureAwait(false);
        if (table is not null && table.Name != wanted.Name)
            throw new RagStateException(database.Place.ToString(), $"'{wanted.Name}' became an alias while the collection was made; try again.", isTransient: true);
        if (table is null) table = await CreateAsync(connection, wanted, vector, cancellationToken).ConfigureAwait(false);
        else check(table);
        if (options.RowLevelSecurity && !table.HasRowSecurity)
            await Patiently(connection.Command(CollectionStatements.SecureRows(table))).RunAsync(cancellationToken).ConfigureAwait(false);

        if (!table.HasNotes) await Patiently(connection.Command(ContentNotes.Begin(table))).RunAsync(cancellationToken).ConfigureAwait(false);

        var missing = Lacks(table, wanted);
        if (missing.Count > 0)
        {
            await connection.Command(
                _sql.AddFields,
                NpgsqlCommands.Value(table.Number),
                NpgsqlCommands.Value(missing.Select(f => f.Name).ToArray()),
                NpgsqlCommands.Value(missing.Select(f => f.Kind.ToString()).ToArray()),
                NpgsqlCommands.Value(missing.Select(f => f.Part).ToArray())).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var (_, sql) in FieldIndexes.Of(table with { Fields = [.. table.Fields, .. missing] }))
            await Patiently(connection.Command(sql)).RunAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<CollectionTable> CreateAsync(NpgsqlConnection connection, CollectionDefinition wanted, PgVector vector, CancellationToken cancellationToken)
    {
        var words = await ConfigurationAsync(connection, cancellationToken).ConfigureAwait(false);
        var number = await connection.Command(
            _sql.Add,
            NpgsqlCommands.Value(wanted.Name),
            NpgsqlCommands.Value(wanted.Dimension),
            NpgsqlCommands.Value(PostgresText.Exact(wanted.Embedder, "embedder")),
            NpgsqlCommands.Value(options.Elements.ToString()),
            NpgsqlCommands.Value(words)).ScalarAsync(cancellationToken).ConfigureAwait(false);
        var table = new CollectionTable(database.Schema, (int)number!, wanted.Name, wanted.Dimension, wanted.Embedder, options.Elements, words, []);
        await connection.Command(CollectionStatements.CreateTable(table, vector)).RunAsync(cancellationToken).ConfigureAwait(false);
        return table;
    }

    /// <summary>The configuration as the server writes it; a name that stays right whatever schemas are searched.</summary>
    private async Task<string> ConfigurationAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var found = await connection.Command(
            "SELECT c.oid::regconfig::text FROM pg_ts_config c WHERE c.cfgname = $1 AND pg_ts_config_is_visible(c.oid)",
            NpgsqlCommands.Value(options.TextSearchConfiguration)).ScalarAsync(cancellationToken).ConfigureAwait(false);
        return found as string ?? throw new RagStateException(
            database.Place.ToString(),
            $"There is no text search configuration '{options.TextSearchConfiguration}' in the database '{database.Place.Database}'; " +
            "use one that \"SELECT cfgname FROM pg_ts_config\" shows, such as 'simple'.");
    }

    private static List<IndexedField> Lacks(CollectionTable table, CollectionDefinition wanted) =>
        FieldIndexes.Missing(table.Fields, wanted.Fields.Select(f => KeyValuePair.Create(StoredText.Of(f.Key), f.Value)));

    private static NpgsqlCommand Patiently(NpgsqlCommand command)
    {
        command.CommandTimeout = CollectionLock.PatienceSeconds;
        return command;
    }
}
