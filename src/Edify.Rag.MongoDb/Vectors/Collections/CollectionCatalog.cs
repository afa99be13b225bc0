using System.Collections.Concurrent;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>Knows the collections and the aliases. It is asked once a call, so that what others changed is seen at once.</summary>
internal sealed class CollectionCatalog(MongoDbDatabase database, string prefix)
{
    private readonly ConcurrentDictionary<string, string> _lastTargets = new(StringComparer.Ordinal);
    private readonly string _collection = $"{prefix}.collections";

    /// <summary>The collection of a name, or that an alias stands for.</summary>
    public async Task<CollectionEntry?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // What an alias stood for last time is asked for with it, so that an alias costs no second question while it stays.
        var guess = _lastTargets.GetValueOrDefault(name);
        var part = await ReadAsync(guess is null ? [name] : [name, guess], cancellationToken).ConfigureAwait(false);
        if (part.Entries.TryGetValue(name, out var entry)) return entry;
        if (!part.Aliases.TryGetValue(name, out var target))
        {
            _lastTargets.TryRemove(name, out _);
            return null;
        }

        _lastTargets[name] = target;
        if (part.Entries.TryGetValue(target, out entry)) return entry;
        return (await ReadAsync([target], cancellationToken).ConfigureAwait(false)).Entries.GetValueOrDefault(target);
    }

    public Task<CatalogPart> ListAsync(CancellationToken cancellationToken) => ReadAsync([], cancellationToken);

    /// <summary>A number for what a new collection is kept in.</summary>
    public async Task<long> NextNumberAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        var reply = await database.RunAsync(
            command =>
            {
                command.String("findAndModify"u8, _collection);
                command.Document("query"u8, static query => query.String("_id"u8, CatalogBson.Id));
                command.Document("update"u8, static update => update.Document("$inc"u8, static inc => inc.Int64("made"u8, 1)));
                command.Boolean("new"u8, true);
                command.Document("fields"u8, static fields => fields.Int32("made"u8, 1));
            },
            cancellationToken).ConfigureAwait(false);
        var reader = new BsonReader(reply.Span);
        if (!reader.Find("value"u8)) throw new BsonFormatException("The reply to 'findAndModify' has no value.");
        var catalog = reader.GetDocument();
        return catalog.Find("made"u8) ? catalog.ToInt64() : throw new BsonFormatException("The catalog of collections has no count.");
    }

    /// <summary>Adds a collection.</summary>
    /// <returns>Whether there was neither a collection nor an alias of this name.</returns>
    public async Task<bool> AddAsync(CollectionEntry entry, CancellationToken cancellationToken) => await UpdateAsync(
        query =>
        {
            query.Document(PathOf(entry.Name), static condition => condition.Boolean("$exists"u8, false));
            query.Document("aliases.alias"u8, condition => condition.String("$ne"u8, entry.Name));
        },
        update => update.Document("$set"u8, set => set.Document(PathOf(entry.Name), document => CatalogBson.Write(document, entry))),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Notes what a collection has got since it was made.</summary>
    public async Task<bool> CompleteAsync(CollectionEntry entry, IReadOnlyDictionary<string, FieldKind> fields, bool hasSearch, CancellationToken cancellationToken) => await UpdateAsync(
        query => query.Document(PathOf(entry.Name, ".number"), condition => condition.Int64("$eq"u8, entry.Number)),
        update => update.Document("$set"u8, set =>
        {
            set.Boolean(PathOf(entry.Name, ".search"), hasSearch);
            set.Document(PathOf(entry.Name, ".fields"), document => CatalogBson.WriteFields(document, fields));
        }),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Removes a collection that no alias stands for.</summary>
    /// <returns>Whether it was there, and without an alias.</returns>
    public async Task<bool> RemoveAsync(CollectionEntry entry, CancellationToken cancellationToken) => await UpdateAsync(
        query =>
        {
            query.Document(PathOf(entry.Name, ".number"), condition => condition.Int64("$eq"u8, entry.Number));
            query.Document("aliases.collection"u8, condition => condition.String("$ne"u8, entry.Name));
        },
        update => update.Document("$unset"u8, unset => unset.String(PathOf(entry.Name), ""u8)),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Makes an alias, or switches it, in one step.</summary>
    /// <returns>Whether there is such a collection, and none of the alias's name.</returns>
    public async Task<bool> SetAliasAsync(string alias, string collection, CancellationToken cancellationToken) => await UpdateAsync(
        query =>
        {
            query.Document(PathOf(collection), static condition => condition.Boolean("$exists"u8, true));
            query.Document(PathOf(alias), static condition => condition.Boolean("$exists"u8, false));
        },
        update => WriteSwitch(update, alias, collection),
        cancellationToken,
        isPipeline: true).ConfigureAwait(false);

    /// <summary>Removes an alias.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken) => await UpdateAsync(
        query => query.Document("aliases.alias"u8, condition => condition.String("$eq"u8, alias)),
        update => update.Document("$pull"u8, pull => pull.Document("aliases"u8, item => item.String("alias"u8, alias))),
        cancellationToken).ConfigureAwait(false);

    // All aliases but this one, and this one with what it stands for from now on.
    private static void WriteSwitch(BsonWriter pipeline, string alias, string collection) => pipeline.Item(stage => stage.Document("$set"u8, set =>
        set.Document("aliases"u8, aliases => aliases.Array("$concatArrays"u8, parts =>
        {
            parts.Item(others => others.Document("$filter"u8, filter =>
            {
                filter.Document("input"u8, input => input.Array("$ifNull"u8, given =>
                {
                    given.Item("$aliases");
                    given.Array(BsonWriter.Item, static _ => { });
                }));
                filter.Document("cond"u8, condition => condition.Array("$ne"u8, sides =>
                {
                    sides.Item("$$this.alias");
                    sides.Item(alias);
                }));
            }));
            parts.Array(BsonWriter.Item, added => added.Item(document =>
            {
                document.String("alias"u8, alias);
                document.String("collection"u8, collection);
            }));
        }))));

    private async Task<CatalogPart> ReadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await database.FindAsync(
            _collection,
            find =>
            {
                find.Document("filter"u8, static filter => filter.String("_id"u8, CatalogBson.Id));
                find.Document("projection"u8, projection =>
                {
                    projection.Int32("aliases"u8, 1);
                    if (names.Count == 0) projection.Int32("collections"u8, 1);
                    foreach (var name in names) projection.Int32(PathOf(name), 1);
                });
                find.Int32("limit"u8, 1);
            },
            reader => CatalogBson.Read(reader, prefix),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? new(new Dictionary<string, CollectionEntry>(), new Dictionary<string, string>()) : found[0];
    }

    // Two that begin at once: one of them finds it there, which is as good.
    private Task<ReadOnlyMemory<byte>> BeginAsync(CancellationToken cancellationToken) => database.RunAsync(
        command =>
        {
            command.String("update"u8, _collection);
            command.Array("updates"u8, static updates => updates.Item(static statement =>
            {
                statement.Document("q"u8, static query => query.String("_id"u8, CatalogBson.Id));
                statement.Document("u"u8, static update => update.Document("$setOnInsert"u8, static first => first.Array("aliases"u8, static _ => { })));
                statement.Boolean("upsert"u8, true);
            }));
        },
        cancellationToken);

    private async Task<bool> UpdateAsync(Action<BsonWriter> query, Action<BsonWriter> update, CancellationToken cancellationToken, bool isPipeline = false) => await database.WriteAsync(
        command =>
        {
            command.String("update"u8, _collection);
            command.Array("updates"u8, updates => updates.Item(statement =>
            {
                statement.Document("q"u8, document =>
                {
                    document.String("_id"u8, CatalogBson.Id);
                    query(document);
                });
                if (isPipeline) statement.Array("u"u8, update);
                else statement.Document("u"u8, update);
            }));
        },
        cancellationToken).ConfigureAwait(false) > 0;

    private static byte[] PathOf(string collection, string part = "") => BsonBuilding.Utf8($"collections.{collection}{part}");
}
