using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Edify.Rag.Shared.Lexical;
using Edify.Rag.Shared.Vectors;
using Edify.Rag.Vectors.Embedded.Aliases;
using Edify.Rag.Vectors.Embedded.Collections;
using Edify.Rag.Vectors.Embedded.Searching;
using Edify.Rag.Vectors.Embedded.Segments;
using Edify.Rag.Vectors.Lexical;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Vectors.Embedded;

/// <summary>Keeps collections in a directory: a journal for what is new, immutable mapped segments for the rest.</summary>
internal sealed partial class EmbeddedVectorStore : IVectorStore, ITermStatistics, ICollectionAliases, IVectorStoreDetails, IDisposable
{
    private readonly string _root;
    private readonly SearchSettings _settings;
    private readonly SealPolicy _policy;
    private readonly ILogger _logger;
    private readonly AliasFile _aliases;
    private readonly ConcurrentDictionary<string, Lazy<Collection>> _collections = new(StringComparer.Ordinal);
    private bool _disposed;

    public EmbeddedVectorStore(EmbeddedVectorStoreOptions options, ILogger logger, SealPolicy? policy = null)
    {
        _root = Path.GetFullPath(options.Directory);
        _aliases = new(_root);
        var analyzer = new TextAnalyzer(new(Stem: options.Stemming, DropStopWords: options.StopWords));
        _settings = new(ExactVectorIndex.Instance, analyzer, new(options.K1, options.B), options.FusionK);
        (_logger, _policy) = (logger, policy ?? new());
    }

    public VectorStoreCapabilities Capabilities =>
        VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Hybrid | VectorStoreCapabilities.ArrayFields |
        VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation;

    public VectorStoreMetadata Metadata { get; } = new("edify_embedded");

    public Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.Check(collection);
        return Guarded(collection.Name, "ensure collection", async () =>
        {
            while (true)
            {
                var target = _aliases.Resolve(collection.Name);
                if (await Open(target).HoldAsync(cancellationToken).ConfigureAwait(false) is { } snapshot)
                {
                    using var held = new HeldSnapshot(snapshot);
                    CollectionFailures.CheckFits(_root, snapshot.Description, collection);
                    return true;
                }

                // While no alias changes: a collection and an alias of one name are never made side by side.
                await _aliases.ExclusivelyAsync(
                    () => _aliases.Resolve(collection.Name) == target
                        ? Open(target).CreateAsync(CollectionDescription.Of(collection with { Name = target }), cancellationToken)
                        : Task.FromResult(false),
                    cancellationToken).ConfigureAwait(false);
            }
        });
    }

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        Guarded(collection, "get collection", async () =>
        {
            CollectionRules.CheckName(collection);
            var target = _aliases.Resolve(collection);
            if (await Open(target).HoldAsync(cancellationToken).ConfigureAwait(false) is not { } snapshot) return null;
            using var held = new HeldSnapshot(snapshot);
            return new CollectionInfo(target, snapshot.Description.Dimension, snapshot.Description.Embedder);
        });

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        Guarded(collection, "measure collection", async () =>
        {
            var records = await ReadAsync(collection, "measure collection", static snapshot => snapshot.Segments.Sum(segment => (long)segment.Live.Count), cancellationToken).ConfigureAwait(false);
            return new CollectionSize(records, Open(_aliases.Resolve(collection)).SizeOnDisk());
        });

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Guarded(collection, "upsert", async () =>
        {
            // Looked up once: a call's batches go into one collection, whatever becomes of the alias meanwhile.
            CollectionRules.CheckName(collection);
            var target = _aliases.Resolve(collection);
            var dimension = await ReadAsync(target, "upsert", static snapshot => snapshot.Description.Dimension, cancellationToken).ConfigureAwait(false);
            foreach (var batch in UpsertBatches.Of(UpsertBatches.Checked(records, dimension)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(target, "upsert", (writer, snapshot) =>
                {
                    writer.Upsert(batch);
                    return batch.Count;
                }, cancellationToken).ConfigureAwait(false);
            }

            return true;
        });
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Guarded(collection, "delete", () => WriteAsync(collection, "delete", (writer, snapshot) =>
        {
            var ids = IdsOf(snapshot, filter);
            writer.Delete(ids);
            return ids.Length;
        }, cancellationToken));
    }

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(fields);
        return Guarded(collection, "update fields", () => WriteAsync(collection, "update fields", (writer, snapshot) =>
        {
            var ids = IdsOf(snapshot, filter);
            writer.Update(ids, fields);
            return ids.Length;
        }, cancellationToken));
    }

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        QueryRules.Check(query);
        var matches = await Guarded(collection, "search", () => ReadAsync(
            collection, "search", snapshot => Search(snapshot, query, scope, cancellationToken), cancellationToken)).ConfigureAwait(false);
        foreach (var match in matches) yield return match;
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        options ??= new();
        var snapshot = await Guarded(collection, "scan", () => HoldAsync(collection, "scan", cancellationToken)).ConfigureAwait(false);
        using var held = new HeldSnapshot(snapshot);
        using var scan = new SnapshotScan(snapshot, scope.Filter & options.Filter, options.IncludeVectors);
        while (Guarded(collection, "scan", scan.Next) is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (scope.Admits(record.Fields)) yield return record;
        }
    }

    public Task<long> CountAsync(
        string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var wanted = scope.Filter & (filter ?? VectorFilter.All);
        return Guarded(collection, "count", () => ReadAsync(
            collection, "count", snapshot => snapshot.Segments.Sum(segment => (long)segment.Select(wanted).Count), cancellationToken));
    }

    public Task<TermStatistics> GetTermStatisticsAsync(
        string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Guarded(collection, "count words", () => ReadAsync(
            collection,
            "count words",
            snapshot => WordFrequencies.Of([.. snapshot.Segments.Select(segment => segment.Lexical)], _settings.Analyzer, words),
            cancellationToken));
    }

    // Every field of every record is a column.
    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyCollection<string>?>(null);

    // Of the snapshot that searches get, so that no search sees less than was told.
    public Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) => Guarded<string?>(collection, "tell version", async () =>
    {
        CollectionRules.CheckName(collection);
        if (await Open(_aliases.Resolve(collection)).HoldAsync(cancellationToken).ConfigureAwait(false) is not { } snapshot) return "none";
        using var held = new HeldSnapshot(snapshot);
        return snapshot.Version;
    });

    public Task CompactAsync(string collection, CancellationToken cancellationToken = default) =>
        Guarded(collection, "compact", () => WriteAsync(collection, "compact", static (writer, snapshot) => writer.Compact() ? 1 : 0, cancellationToken));

    public Task CheckAsync(CancellationToken cancellationToken = default) => Guarded(string.Empty, "check", async () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        Directory.CreateDirectory(_root);
        _ = _aliases.Read();
        foreach (var name in Directory.EnumerateDirectories(_root).Select(path => Path.GetFileName(path)).Where(CollectionRules.IsName))
        {
            if (await Open(name).HoldAsync(cancellationToken).ConfigureAwait(false) is { } snapshot) snapshot.Release();
        }

        return true;
    });

    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        foreach (var collection in _collections.Values) collection.Value.Dispose();
        _aliases.Dispose();
    }

    private List<VectorMatch> Search(Snapshot snapshot, VectorQuery query, AccessScope scope, CancellationToken cancellationToken)
    {
        var vector = QueryRules.UnitVectorOf(query, snapshot.Description.Dimension, snapshot.Description.Embedder);
        var search = new SnapshotSearch(snapshot, scope.Filter & query.Filter, _settings, cancellationToken);
        var found = new List<VectorMatch>();
        foreach (var match in search.Run(query, vector))
        {
            var record = snapshot.Segments[match.Segment].Read(match.Row);

            // The filter has been applied already: a second look, so that no mistake in it can show what may not be seen.
            if (!scope.Admits(record.Fields)) continue;
            found.Add(new(record, match.Score) { Similarity = match.Similarity, LexicalScore = match.LexicalScore });
        }

        return found;
    }

    private static Guid[] IdsOf(Snapshot snapshot, VectorFilter filter) =>
        [.. snapshot.Segments.SelectMany(segment => segment.Select(filter).Rows().Select(segment.Id))];

    private Collection Open(string name)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        return _collections.GetOrAdd(name, key => new(() => new Collection(new(_root, key), _settings.Analyzer, _policy, _logger))).Value;
    }

    private async Task<T> ReadAsync<T>(string collection, string operation, Func<Snapshot, T> read, CancellationToken cancellationToken)
    {
        using var held = new HeldSnapshot(await HoldAsync(collection, operation, cancellationToken).ConfigureAwait(false));
        return read(held.Snapshot);
    }

    // An alias that is switched, and the collection behind it dropped, between the two steps is looked up again.
    private async Task<Snapshot> HoldAsync(string collection, string operation, CancellationToken cancellationToken)
    {
        CollectionRules.CheckName(collection);
        while (true)
        {
            var target = _aliases.Resolve(collection);
            if (await Open(target).HoldAsync(cancellationToken).ConfigureAwait(false) is { } snapshot) return snapshot;
            if (_aliases.Resolve(collection) == target) throw CollectionFailures.Missing(_root, collection, operation);
        }
    }

    private async Task<long> WriteAsync(
        string collection, string operation, Func<CollectionWriter, Snapshot, long> change, CancellationToken cancellationToken)
    {
        CollectionRules.CheckName(collection);
        while (true)
        {
            var target = _aliases.Resolve(collection);
            if (await Open(target).WriteAsync(change, cancellationToken).ConfigureAwait(false) is { } result) return result;
            if (_aliases.Resolve(collection) == target) throw CollectionFailures.Missing(_root, collection, operation);
        }
    }

    private async Task<T> Guarded<T>(string collection, string operation, Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (StoreFailure.Of(e, _root, collection, operation) is { } failure)
        {
            throw failure;
        }
    }

    private T Guarded<T>(string collection, string operation, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (StoreFailure.Of(e, _root, collection, operation) is { } failure)
        {
            throw failure;
        }
    }
}
