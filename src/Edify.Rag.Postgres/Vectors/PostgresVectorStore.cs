using System.Runtime.CompilerServices;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Edify.Rag.Postgres.Vectors.Records;
using Edify.Rag.Postgres.Vectors.Searching;
using Edify.Rag.Postgres.Vectors.Writing;
using Edify.Rag.Shared.Engines;
using Edify.Rag.Shared.Vectors;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Postgres.Vectors;

/// <summary>Collections as tables of PostgreSQL, with pgvector for vectors and a word index for texts.</summary>
internal sealed class PostgresVectorStore : IVectorStore, ICollectionAliases, ITermStatistics, IVectorStoreDetails
{
    private readonly PostgresDatabase _database;
    private readonly VectorFailures _failures;
    private readonly VectorExtension _extension;
    private readonly CollectionCatalog _catalog;
    private readonly CollectionAliases _aliases;
    private readonly CollectionMaking _making;
    private readonly VectorIndexing _indexing;
    private readonly BatchWriting _writing;
    private readonly TableSearch _search;
    private readonly TableScan _scan;
    private readonly WordCounts _words;
    private readonly ContentNotes _notes;

    public PostgresVectorStore(PostgresDatabase database, PostgresOptions options, TimeProvider time, ILogger<PostgresVectorStore> logger)
    {
        _database = database;
        _failures = new(database.Place);
        _extension = new(database, options.MigrateOnStart);
        _catalog = new(database, time);
        _aliases = new(database, _catalog, _failures);
        _making = new(database, _catalog, options.Vectors);
        _indexing = new(database, _catalog, options.Vectors, logger);
        (_writing, _search, _scan, _words, _notes) = (new(database), new(database, options.Vectors), new(database), new(database), new(database));
    }

    public VectorStoreCapabilities Capabilities =>
        VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid | VectorStoreCapabilities.ArrayFields |
        VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation | VectorStoreCapabilities.SharedWriters;

    public VectorStoreMetadata Metadata => _database.Place.Metadata;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.Check(collection);
        return GuardedAsync(collection.Name, "ensure collection", async () =>
        {
            _failures.CheckDimension(collection);
            var vector = await _extension.NeedAsync(cancellationToken).ConfigureAwait(false);
            var table = await _making.EnsureAsync(collection, vector, existing => _failures.CheckFits(existing, collection), cancellationToken).ConfigureAwait(false);
            await _indexing.EnsureAsync(table, vector, cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, "get collection", async () =>
        {
            var table = await _catalog.LookUpAsync(collection, cancellationToken).ConfigureAwait(false);
            return table is null ? null : new CollectionInfo(table.Name, table.Dimension, table.Embedder);
        });
    }

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        OnTableAsync(collection, "measure collection", async table =>
        {
            var sql = $"SELECT count(*), pg_total_relation_size({SqlLiteral.Of(table.Table)}::regclass) FROM {table.Table}";
            return (await ReadAsync(new(table, RowScope.Maintenance, sql), row => new CollectionSize(row.GetInt64(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))[0];
        }, cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, "drop collection", () => _making.DropAsync(
            collection, (alias, meant) => _failures.Aliased(collection, alias, meant), cancellationToken));
    }

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return OnTableToWriteAsync(collection, "upsert", async table =>
        {
            var rows = UpsertBatches.Checked(records, table.Dimension);
            foreach (var (record, _) in rows) TenantRule.Check(record.Fields, nameof(records));
            var last = rows.GroupBy(row => row.Record.Id, (_, same) => same.Last()).OrderBy(row => row.Record.Id).ToList();
            var vector = await _extension.NeedAsync(cancellationToken).ConfigureAwait(false);
            foreach (var batch in UpsertBatches.Of(last))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await _writing.WriteAsync(table, batch, cancellationToken).ConfigureAwait(false);
            }

            await _indexing.GrownAsync(table, vector, last.Count, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return OnTableToWriteAsync(collection, "delete", table =>
        {
            var parameters = new SqlParameters();
            var sql = $"WITH gone AS (DELETE FROM {table.Table} WHERE {new FilterSql(parameters).Of(filter)} RETURNING 1) SELECT count(*) FROM gone";
            return CountAsync(new(table, RowScope.Maintenance, sql, parameters), cancellationToken);
        }, cancellationToken);
    }

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(fields);
        TenantRule.Check(fields, nameof(fields));
        return OnTableToWriteAsync(collection, "update fields", table =>
        {
            var parameters = new SqlParameters();
            var changed = $"(fields - {parameters.Add(fields.Keys.Select(StoredText.Of).ToArray())}) || {parameters.AddJson(FieldJson.Of(fields))}";
            var sql = $"""
                WITH changed AS (UPDATE {table.Table} SET fields = {changed} WHERE {new FilterSql(parameters).Of(filter)} RETURNING 1)
                SELECT count(*) FROM changed
                """;
            return CountAsync(new(table, RowScope.Maintenance, sql, parameters), cancellationToken);
        }, cancellationToken);
    }

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        QueryRules.Check(query);
        var matches = await OnTableAsync(collection, "search", async table =>
        {
            var vector = await _extension.NeedAsync(cancellationToken).ConfigureAwait(false);
            return await _search.RunAsync(table, vector, query, scope, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        foreach (var match in matches) yield return match;
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        options ??= new();
        var (table, page) = await OnTableAsync(
            collection,
            "scan",
            async found => (found with { RememberedAs = null }, await _scan.NextAsync(found, scope, options, ScanPage.First, cancellationToken).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);

        // From here on the walk stays in the collection it began in, whatever becomes of an alias.
        while (true)
        {
            foreach (var record in page.Records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (scope.Admits(record.Fields)) yield return record;
            }

            if (page.IsLast) yield break;
            var before = page;
            page = await GuardedAsync(collection, "scan", () => _scan.NextAsync(table, scope, options, before, cancellationToken), ofTable: true).ConfigureAwait(false);
        }
    }

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return OnTableAsync(collection, "count", table =>
        {
            var parameters = new SqlParameters();
            var sql = $"SELECT count(*) FROM {table.Table} WHERE {new FilterSql(parameters).Of(scope.Filter & (filter ?? VectorFilter.All))}";
            return CountAsync(new(table, RowScope.Of(scope), sql, parameters), cancellationToken);
        }, cancellationToken);
    }

    public Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        return OnTableAsync(collection, "count words", table => _words.OfAsync(table, words, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync<IReadOnlyCollection<string>?>(collection, "get indexed fields", async () =>
        {
            if (await _catalog.LookUpAsync(collection, cancellationToken).ConfigureAwait(false) is not { } table) return null;
            var unusable = await _making.UnusableAsync(table, cancellationToken).ConfigureAwait(false);
            return [RagFields.Tenant, .. FieldIndexes.Usable(table, unusable).Select(StoredText.Read)];
        });
    }

    public async Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        if (await GuardedAsync(collection, "tell version", () => _catalog.FindAsync(collection, cancellationToken).AsTask()).ConfigureAwait(false) is null) return null;
        return await OnTableAsync(collection, "tell version", table => _notes.NameAsync(table, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) =>
        GuardedAsync(string.Empty, "list aliases", () => _aliases.ListAsync(cancellationToken));

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        CollectionRules.CheckName(collection);
        return GuardedAsync(alias, "set alias", async () =>
        {
            await _aliases.SetAsync(alias, collection, cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        return GuardedAsync(alias, "remove alias", () => _aliases.RemoveAsync(alias, cancellationToken));
    }

    public Task CheckAsync(CancellationToken cancellationToken = default) => GuardedAsync(string.Empty, "check", async () =>
    {
        await _extension.NeedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in await _catalog.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var unusable = await _making.UnusableAsync(table, cancellationToken).ConfigureAwait(false);
            if (unusable.Count > 0) throw _failures.Unindexed(table, unusable);
        }

        return true;
    });

    private async Task<long> CountAsync(TableCommand command, CancellationToken cancellationToken) =>
        (await ReadAsync(command, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    private async Task<List<T>> ReadAsync<T>(TableCommand command, Func<Npgsql.NpgsqlDataReader, T> row, CancellationToken cancellationToken) =>
        await _database.ExecuteAsync((connection, token) => command.ReadAsync(connection, row, token), cancellationToken).ConfigureAwait(false);

    private Task<T> OnTableAsync<T>(string collection, string operation, Func<CollectionTable, Task<T>> work, CancellationToken cancellationToken) =>
        OnTableAsync(collection, operation, writes: false, work, cancellationToken);

    private Task<T> OnTableToWriteAsync<T>(string collection, string operation, Func<CollectionTable, Task<T>> work, CancellationToken cancellationToken) =>
        OnTableAsync(collection, operation, writes: true, work, cancellationToken);

    /// <summary>Runs what needs the collection's table, once more where what was remembered is gone or no longer meant.</summary>
    private Task<T> OnTableAsync<T>(string collection, string operation, bool writes, Func<CollectionTable, Task<T>> work, CancellationToken cancellationToken)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, operation, async () =>
        {
            var table = await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) ?? throw _failures.Missing(collection, operation);

            // What is read of the wrong collection is thrown away; what is written to it is not undone.
            if (writes && table.RememberedAs is not null) table = await LookUpAsync().ConfigureAwait(false);
            try
            {
                return await work(table).ConfigureAwait(false);
            }
            catch (Exception e) when (e is AliasSwitchedException || VectorFailures.IsTableGone(e) || (e is ArgumentException && table.RememberedAs is not null))
            {
                // A vector that does not fit may fit what the alias stands for by now.
                return await work(await LookUpAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }
        }, ofTable: true);

        async Task<CollectionTable> LookUpAsync() =>
            await _catalog.LookUpAsync(collection, cancellationToken).ConfigureAwait(false) ?? throw _failures.Missing(collection, operation);
    }

    private async Task<T> GuardedAsync<T>(string collection, string operation, Func<Task<T>> action, bool ofTable = false)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (RagStateException e)
        {
            throw ofTable && VectorFailures.IsTableGone(e) ? _failures.Missing(collection, operation) : _failures.Of(e, collection, operation);
        }
    }
}
