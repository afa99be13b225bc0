using System.Runtime.CompilerServices;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Filtering;
using Edify.Rag.MongoDb.Vectors.Records;
using Edify.Rag.MongoDb.Vectors.Searching;
using Edify.Rag.MongoDb.Vectors.Writing;
using Edify.Rag.Shared.Engines;
using Edify.Rag.Shared.Vectors;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb.Vectors;

/// <summary>Collections in a database of MongoDB: one of records, one that tells their documents, and a catalog of all.</summary>
internal sealed class MongoDbVectorStore : IVectorStore, ICollectionAliases, IVectorStoreDetails
{
    private readonly MongoDbDatabase _database;
    private readonly VectorFailures _failures;
    private readonly ServerProbe _server;
    private readonly CollectionCatalog _catalog;
    private readonly CollectionMaking _making;
    private readonly BatchWriting _writing;
    private readonly DocumentsView _documents;
    private readonly CollectionSearch _search;
    private readonly RecordScan _scan;

    public MongoDbVectorStore(MongoDbDatabase database, MongoDbOptions options, TimeProvider time, ILogger<MongoDbVectorStore> logger)
    {
        _database = database;
        _failures = new(database.Place);
        _server = new(database);
        _catalog = new(database, options.Prefix);
        _making = new(database, _catalog, new(database, options, time, logger), options);
        (_writing, _documents, _scan) = (new(database), new(database), new(database));
        _search = new(database, options, logger);
    }

    public VectorStoreCapabilities Capabilities =>
        VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid | VectorStoreCapabilities.ArrayFields |
        VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation | VectorStoreCapabilities.SharedWriters;

    public VectorStoreMetadata Metadata => _database.Metadata;

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.Check(collection);
        return _failures.GuardAsync(collection.Name, "ensure collection", async () =>
        {
            var server = await _server.NeedAsync(cancellationToken).ConfigureAwait(false);
            await _making.EnsureAsync(collection, server, existing => _failures.CheckFits(existing, collection), cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return _failures.GuardAsync(collection, "get collection", async () =>
        {
            var entry = await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false);
            return entry is null ? null : new CollectionInfo(entry.Name, entry.Dimension, entry.Embedder);
        });
    }

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) => OnCollectionAsync(
        collection,
        "measure collection",
        async entry => new CollectionSize(await CountAsync(entry, VectorFilter.All, cancellationToken).ConfigureAwait(false), await SizeAsync(entry, cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return _failures.GuardAsync(collection, "drop collection", async () =>
        {
            if (await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) is not { } entry) return false;
            if (entry.Name != collection) throw _failures.IsAlias(collection, entry.Name, "drop collection");
            if (await _making.DropAsync(entry, cancellationToken).ConfigureAwait(false)) return true;
            return await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) is { } kept && kept.Number == entry.Number ? throw _failures.HasAlias(entry) : false;
        });
    }

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return OnCollectionAsync(collection, "upsert", async entry =>
        {
            var server = await _server.NeedAsync(cancellationToken).ConfigureAwait(false);
            var rows = UpsertBatches.Checked(records, entry.Dimension);
            RecordSizes.Check(rows.Select(row => row.Record), entry.Dimension, server, nameof(records));
            var last = rows.GroupBy(row => row.Record.Id, (_, same) => same.Last()).OrderBy(row => row.Record.Id).ToList();
            foreach (var batch in UpsertBatches.Of(last))
            {
                await _writing.WriteAsync(entry, server, batch, cancellationToken).ConfigureAwait(false);
                await _documents.AddAsync(entry, batch.Select(row => row.Record), cancellationToken).ConfigureAwait(false);
            }

            return true;
        }, cancellationToken);
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return OnCollectionAsync(collection, "delete", async entry =>
        {
            var documents = await _documents.OfAsync(entry, filter, cancellationToken).ConfigureAwait(false);
            var deleted = await _database.WriteAsync(
                command =>
                {
                    command.String("delete"u8, entry.Embeddings);
                    command.Array("deletes"u8, deletes => deletes.Item(statement =>
                    {
                        statement.Document("q"u8, query => FilterBson.Write(query, filter));
                        statement.Int32("limit"u8, 0);
                    }));
                },
                cancellationToken).ConfigureAwait(false);
            await _documents.RemoveAsync(entry, documents, cancellationToken).ConfigureAwait(false);
            return deleted;
        }, cancellationToken);
    }

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(fields);
        return OnCollectionAsync(collection, "update fields", async entry =>
        {
            if (fields.Count == 0) return await CountAsync(entry, filter, cancellationToken).ConfigureAwait(false);
            var isShown = DocumentsView.Shows(fields);
            var documents = isShown ? await _documents.OfAsync(entry, filter, cancellationToken).ConfigureAwait(false) : [];
            var updated = await _database.WriteAsync(
                command =>
                {
                    command.String("update"u8, entry.Embeddings);
                    command.Array("updates"u8, updates => updates.Item(statement =>
                    {
                        statement.Document("q"u8, query => FilterBson.Write(query, filter));
                        statement.Document("u"u8, update => FieldChange.Write(update, fields, FieldPath.Of));
                        statement.Boolean("multi"u8, true);
                    }));
                },
                cancellationToken).ConfigureAwait(false);
            await _documents.ChangeAsync(entry, documents, fields, cancellationToken).ConfigureAwait(false);
            return updated;
        }, cancellationToken);
    }

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        QueryRules.Check(query);
        var matches = await OnCollectionAsync(collection, "search", async entry =>
        {
            var server = await _server.NeedAsync(cancellationToken).ConfigureAwait(false);
            return await _search.RunAsync(entry, server, query, scope, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        foreach (var match in matches) yield return match;
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        options ??= new();
        CollectionEntry? first = null;
        var page = ScanPage.First;
        while (!page.IsLast)
        {
            var before = page;
            page = await OnCollectionAsync(
                collection,
                "scan",
                entry => _scan.NextAsync(first ??= entry, scope.Filter & options.Filter, options.IncludeVectors, before, cancellationToken),
                cancellationToken).ConfigureAwait(false);
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
        return OnCollectionAsync(collection, "count", entry => CountAsync(entry, scope.Filter & (filter ?? VectorFilter.All), cancellationToken), cancellationToken);
    }

    public Task CheckAsync(CancellationToken cancellationToken = default) => _failures.GuardAsync(string.Empty, "check", async () =>
    {
        await _server.AskAsync(cancellationToken).ConfigureAwait(false);
        var catalog = await _catalog.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in catalog.Entries.Values)
        {
            var missing = await _making.MissingAsync(entry, cancellationToken).ConfigureAwait(false);
            if (missing.Count > 0) throw _failures.Unindexed(entry, missing);
        }

        return true;
    });

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return _failures.GuardAsync(collection, "get indexed fields", async () =>
            await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) is { } entry ? (IReadOnlyCollection<string>?)[.. entry.Fields.Keys.Union([RagFields.Tenant])] : null);
    }

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) => _failures.GuardAsync(
        string.Empty, "list aliases", async () => (await _catalog.ListAsync(cancellationToken).ConfigureAwait(false)).Aliases);

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        CollectionRules.CheckName(collection);
        return _failures.GuardAsync(alias, "set alias", async () =>
        {
            if (await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) is not { } entry) throw _failures.Missing(collection, "set alias");
            if (entry.Name != collection) throw _failures.IsAlias(collection, entry.Name, "set alias");
            if (await _catalog.SetAliasAsync(alias, collection, cancellationToken).ConfigureAwait(false)) return true;
            throw await _catalog.FindAsync(alias, cancellationToken).ConfigureAwait(false) is { } taken && taken.Name == alias ? _failures.IsCollection(alias) : _failures.IsSwitching(alias);
        });
    }

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        return _failures.GuardAsync(alias, "remove alias", () => _catalog.RemoveAliasAsync(alias, cancellationToken));
    }

    private async Task<long> CountAsync(CollectionEntry entry, VectorFilter filter, CancellationToken cancellationToken)
    {
        var counted = await _database.AggregateAsync(
            entry.Embeddings,
            stages =>
            {
                stages.Item(stage => stage.Document("$match"u8, match => FilterBson.Write(match, filter)));
                stages.Item(static stage => stage.String("$count"u8, "records"u8));
            },
            static reader => reader.Find("records"u8) ? reader.ToInt64() : 0,
            cancellationToken).ConfigureAwait(false);
        return counted.Count == 0 ? 0 : counted[0];
    }

    private async Task<long> SizeAsync(CollectionEntry entry, CancellationToken cancellationToken)
    {
        var sizes = await _database.AggregateAsync(
            entry.Embeddings,
            static stages => stages.Item(static stage => stage.Document("$collStats"u8, static stats => stats.Document("storageStats"u8, static _ => { }))),
            static reader =>
            {
                long size = 0;
                if (!reader.Find("storageStats"u8)) return size;
                var stats = reader.GetDocument();
                while (stats.Read())
                {
                    if (stats.NameIs("storageSize"u8) || stats.NameIs("totalIndexSize"u8)) size += stats.ToInt64();
                }

                return size;
            },
            cancellationToken).ConfigureAwait(false);
        return sizes.Sum();
    }

    /// <summary>Runs what needs the collection, which is looked up once.</summary>
    private Task<T> OnCollectionAsync<T>(string collection, string operation, Func<CollectionEntry, Task<T>> work, CancellationToken cancellationToken)
    {
        CollectionRules.CheckName(collection);
        return _failures.GuardAsync(collection, operation, async () =>
        {
            var entry = await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) ?? throw _failures.Missing(collection, operation);
            return await work(entry).ConfigureAwait(false);
        });
    }
}
