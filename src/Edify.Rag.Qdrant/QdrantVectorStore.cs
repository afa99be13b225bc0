using System.Net;
using System.Runtime.CompilerServices;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Filtering;
using Edify.Rag.Qdrant.Records;
using Edify.Rag.Qdrant.Searching;
using Edify.Rag.Qdrant.Words;
using Edify.Rag.Shared.Engines;
using Edify.Rag.Shared.Vectors;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Qdrant;

/// <summary>Collections of Qdrant: records as points with a vector of their embedding and one of their words.</summary>
internal sealed class QdrantVectorStore : IVectorStore, ICollectionAliases, ITermStatistics, IVectorStoreDetails
{
    private const int UsualPort = 6333;

    private static readonly byte[] Everything = FilterJson.Of(VectorFilter.All);

    private readonly QdrantCalls _calls;
    private readonly QdrantOptions _options;
    private readonly StoreFailures _failures;
    private readonly ServerVersion _version;
    private readonly AliasTable _aliases;
    private readonly CollectionCatalog _catalog;
    private readonly CollectionMaking _making;
    private readonly WordVectors _words;
    private readonly WordCounts _counts;
    private readonly CollectionSearch _search;
    private readonly RecordScan _scan;
    private readonly RecordChanges _changes;

    public QdrantVectorStore(QdrantCalls calls, QdrantOptions options, TimeProvider time, ILogger<QdrantVectorStore> logger)
    {
        (_calls, _options) = (calls, options);
        _failures = new(calls.Place);
        _version = new(calls);
        _aliases = new(calls);
        _catalog = new(calls, _aliases, time);
        _making = new(calls, _catalog, _aliases, _failures, options, logger);
        _words = new(options.AverageWords);
        _counts = new(_words, CountAsync);
        _search = new(calls, _version, _words, options);
        (_scan, _changes) = (new(calls, options), new(calls, options, _words));
    }

    public VectorStoreCapabilities Capabilities =>
        VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid | VectorStoreCapabilities.ArrayFields |
        VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation | VectorStoreCapabilities.SharedWriters;

    public VectorStoreMetadata Metadata => new("qdrant") { ServerAddress = _options.Endpoint.Host, ServerPort = _options.Endpoint.Port == UsualPort ? null : _options.Endpoint.Port };

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.Check(collection);
        return GuardedAsync(collection.Name, "ensure collection", async () =>
        {
            await _making.EnsureAsync(collection, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, "get collection", async () =>
        {
            var shape = await _catalog.FindAnewAsync(collection, cancellationToken).ConfigureAwait(false);
            return shape is null ? null : new CollectionInfo(shape.Name, shape.Dimension, shape.About!.Embedder);
        }, cancellationToken);
    }

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) => OnCollectionAsync(
        collection,
        "measure collection",
        async shape => new CollectionSize(await CountAsync(shape, Everything, cancellationToken).ConfigureAwait(false), Bytes: 0),
        cancellationToken);

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, "drop collection", () => _making.DropAsync(collection, cancellationToken), cancellationToken);
    }

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return OnCollectionAsync(collection, "upsert", async shape =>
        {
            await _changes.UpsertAsync(shape, records, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return OnFilteredAsync(collection, "delete", filter, _changes.DeleteAsync, cancellationToken);
    }

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(fields);
        return OnFilteredAsync(collection, "update fields", filter, (shape, json, token) => _changes.SetAsync(shape, json, fields, token), cancellationToken);
    }

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        QueryRules.Check(query);
        var matches = await OnCollectionAsync(
            collection, "search", shape => _search.RunAsync(shape, query, scope.Filter & query.Filter, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var match in matches) yield return match;
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        options ??= new();
        var filter = scope.Filter & options.Filter;
        var json = FilterJson.Of(filter);
        CollectionShape? walked = null;
        for (var page = ScanPage.First; !page.IsLast;)
        {
            var before = page;
            page = walked is { } shape
                ? await GuardedAsync(collection, "scan", () => NextAsync(shape), cancellationToken).ConfigureAwait(false)
                : await OnCollectionAsync(collection, "scan", NextAsync, cancellationToken).ConfigureAwait(false);
            foreach (var record in page.Records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (filter.Matches(record.Fields)) yield return record;
            }

            // What an alias stood for at the beginning is walked to its end.
            Task<ScanPage> NextAsync(CollectionShape now) => _scan.NextAsync(walked = now, json, options.IncludeVectors, before, cancellationToken);
        }
    }

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return OnFilteredAsync(collection, "count", scope.Filter & (filter ?? VectorFilter.All), changeAsync: null, cancellationToken);
    }

    public Task CheckAsync(CancellationToken cancellationToken = default) => GuardedAsync(string.Empty, "check", async () =>
    {
        foreach (var name in await _catalog.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var (_, shape) = await _catalog.InspectAsync(name, cancellationToken).ConfigureAwait(false);
            if (shape?.About is not { } about) continue;
            if (shape.Trouble is not null) throw _failures.Broken(shape);
            var missing = shape.MissingIndexes(about.Fields).ToList();
            if (missing.Count > 0) throw _failures.Unindexed(shape, missing);
        }

        return true;
    }, cancellationToken);

    public Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        return OnCollectionAsync(collection, "count words", shape => _counts.RunAsync(shape, Everything, words, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) =>
        GuardedAsync(string.Empty, "list aliases", () => _aliases.ReadAsync(cancellationToken), cancellationToken);

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        CollectionRules.CheckName(collection);
        return GuardedAsync(alias, "set alias", async () =>
        {
            var known = await _aliases.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (known.ContainsKey(collection)) throw _failures.AliasRefused(alias, $"'{collection}' at {_calls.Place} is itself an alias; name the collection that it stands for.");
            var names = await _catalog.ListAsync(cancellationToken).ConfigureAwait(false);
            if (names.Contains(alias)) throw _failures.AliasRefused(alias, $"'{alias}' at {_calls.Place} is the name of a collection and can't be an alias; choose another.");
            if (!names.Contains(collection)) throw _failures.Missing(collection, "set alias");
            await _aliases.SetAsync(alias, collection, known.ContainsKey(alias), cancellationToken).ConfigureAwait(false);
            _catalog.Forget(alias);
            return true;
        }, cancellationToken);
    }

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        return GuardedAsync(alias, "remove alias", async () =>
        {
            if (!(await _aliases.ReadAsync(cancellationToken).ConfigureAwait(false)).ContainsKey(alias)) return false;
            await _aliases.RemoveAsync(alias, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync<IReadOnlyCollection<string>?>(collection, "list indexes", async () =>
        {
            var shape = await _catalog.FindAnewAsync(collection, cancellationToken).ConfigureAwait(false);
            return shape is null ? null : [.. shape.About!.Fields.Where(f => shape.Indexes.Contains(FieldIndex.For(f).Key)).Select(f => f.Key)];
        }, cancellationToken);
    }

    private async Task<long> CountAsync(CollectionShape shape, byte[] filter, CancellationToken cancellationToken)
    {
        var canAgree = ServerVersion.IsNewer(await _version.NeedAsync(cancellationToken).ConfigureAwait(false));
        var path = canAgree ? CollectionPaths.Read(shape.Name, "/points/count", _options) : $"/collections/{shape.Name}/points/count";
        var request = QdrantRequest.Post(path, json =>
        {
            json.WritePropertyName("filter");
            json.WriteRawValue(filter, skipInputValidation: true);
            json.WriteBoolean("exact", true);
        });
        return await _calls.SendAsync(request, Answers.Count, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts what matches, and then changes it where it is more than none. What matches only meanwhile is changed and not counted.</summary>
    private Task<long> OnFilteredAsync(
        string collection, string operation, VectorFilter filter, Func<CollectionShape, byte[], CancellationToken, Task>? changeAsync, CancellationToken cancellationToken)
    {
        return OnCollectionAsync(collection, operation, async shape =>
        {
            if (filter is VectorFilter.NoneFilter) return 0;
            var json = FilterJson.Of(filter);
            var count = await CountAsync(shape, json, cancellationToken).ConfigureAwait(false);
            if (count > 0 && changeAsync is not null) await changeAsync(shape, json, cancellationToken).ConfigureAwait(false);
            return count;
        }, cancellationToken);
    }

    /// <summary>Runs what needs the collection, once more where it is no longer the one that was remembered.</summary>
    private Task<T> OnCollectionAsync<T>(string collection, string operation, Func<CollectionShape, Task<T>> work, CancellationToken cancellationToken)
    {
        CollectionRules.CheckName(collection);
        return GuardedAsync(collection, operation, async () =>
        {
            var shape = await _catalog.FindAsync(collection, cancellationToken).ConfigureAwait(false) ?? throw _failures.Missing(collection, operation);
            try
            {
                return await work(shape).ConfigureAwait(false);
            }
            catch (QdrantFault fault) when (fault.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            {
                var now = await _catalog.FindAnewAsync(collection, cancellationToken).ConfigureAwait(false) ?? throw _failures.Missing(collection, operation);
                if (fault.Status is HttpStatusCode.BadRequest && (now.Name, now.DenseVector, now.Dimension) == (shape.Name, shape.DenseVector, shape.Dimension)) throw;
                return await work(now).ConfigureAwait(false);
            }
        }, cancellationToken);
    }

    private async Task<T> GuardedAsync<T>(string collection, string operation, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            await _version.NeedAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return await action().ConfigureAwait(false);
        }
        catch (QdrantFault fault)
        {
            throw fault.Status is HttpStatusCode.NotFound && collection.Length > 0 ? _failures.Missing(collection, operation) : _failures.Of(fault, collection, operation);
        }
    }
}
