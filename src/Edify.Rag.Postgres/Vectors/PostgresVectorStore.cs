using System.Runtime.CompilerServices;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Edify.Rag.Postgres.Vectors.Records;
using Edify.Rag.Postgres.Vectors.Searching;
using Edify.Rag.Postgres.Vectors.Writing;
using Edify.Rag.Shared.Vectors;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Postgres.Vectors;

/// <summary>Collections as tables of PostgreSQL, with pgvector for vectors and a word index for texts.</summary>
internal sealed class PostgresVectorStore : IVectorStore
{
    private readonly PostgresDatabase _database;
    private readonly VectorFailures _failures;
    private readonly VectorExtension _extension;
    private readonly CollectionCatalog _catalog;
    private readonly CollectionMaking _making;
    private readonly VectorIndexing _indexing;
    private readonly BatchWriting _writing;
    private readonly TableSearch _search;
    private readonly TableScan _scan;

    public PostgresVectorStore(PostgresDatabase database, PostgresOptions options, TimeProvider time, ILogger<PostgresVectorStore> logger)
    {
        _database = database;
        _failures = new(database.Place);
        _extension = new(database, options.MigrateOnStart);
        _catalog = new(database, time);
        _making = new(database, _catalog, options.Vectors);
        _indexing = new(database, _catalog, options.Vectors, logger);
        (_writing, _search, _scan) = (new(database), new(database, options.Vectors), new(database));
    }

    public VectorStoreCapabilities Capabilities =>
        VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid | VectorStoreCapabilities.ArrayFields |
        VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation | VectorStoreCapabilities.SharedWriters;

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
            if (await _catalog.LookUpAsync(collection, cancellationToken).ConfigureAwait(false) is not { } table) return null;
            var size = $"SELECT count(*), pg_total_relation_size({SqlLiteral.Of(table.Table)}::regclass) FROM {table.Table}";
            var counted = await ReadAsync(new(table, RowScope.Maintenance, size), row => (Records: row.GetInt64(0), Bytes: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
            return new CollectionInfo(collection, table.Dimension, table.Embedder, counted[0].Records, counted[0].Bytes);
        });
    }

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, "drop collection", () => _making.DropAsync(collection, cancellationToken));
    }

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return OnTableAsync(collection, "upsert", async table =>
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
        return OnTableAsync(collection, "delete", table =>
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
        return OnTableAsync(collection, "update fields", table =>
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
        var page = ScanPage.First;
        while (!page.IsLast)
        {
            var before = page;
            page = await OnTableAsync(collection, "scan", table => _scan.NextAsync(table, scope, options, before, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var record in page.Records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (scope.Admits(record.Fields)) yield return record;
            }
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

    /// <summary>Runs what needs the collection's table, once more where the table that was remembered is gone.</summary>
    private Task<T> OnTableAsync<T>(string collection, string operation, Func<CollectionTable, Task<T>> work, CancellationToken cancellationToken)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, operation, async () =>
        {
            var table = await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) ?? throw _failures.Missing(collection, operation);
            try
            {
                return await work(table).ConfigureAwait(false);
            }
            catch (RagStateException e) when (VectorFailures.IsTableGone(e))
            {
                table = await _catalog.LookUpAsync(collection, cancellationToken).ConfigureAwait(false) ?? throw _failures.Missing(collection, operation);
                return await work(table).ConfigureAwait(false);
            }
        });
    }

    private async Task<T> GuardedAsync<T>(string collection, string operation, Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (RagStateException e)
        {
            throw _failures.Of(e, collection, operation);
        }
    }
}
