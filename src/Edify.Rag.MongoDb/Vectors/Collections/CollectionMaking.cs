using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;

namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>Makes collections, adds what they lack, and drops them. A collection is in the catalog once it is whole.</summary>
internal sealed class CollectionMaking(MongoDbDatabase database, CollectionCatalog catalog, SearchIndexes search, MongoDbOptions options)
{
    /// <summary>The collection, made if it is not there, with an index for each field of the definition.</summary>
    /// <param name="wanted">What it should be.</param>
    /// <param name="server">What the server can do.</param>
    /// <param name="check">Raises what does not fit.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    public async Task EnsureAsync(CollectionDefinition wanted, ServerAbilities server, Action<CollectionEntry> check, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await catalog.FindAsync(wanted.Name, cancellationToken).ConfigureAwait(false) is { } found)
            {
                check(found);
                await CompleteAsync(found, wanted, server, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (await TryMakeAsync(wanted, server, cancellationToken).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Drops a collection.</summary>
    /// <returns>Whether it could be taken from the catalog: it was there, and no alias stood for it.</returns>
    public async Task<bool> DropAsync(CollectionEntry entry, CancellationToken cancellationToken)
    {
        if (!await catalog.RemoveAsync(entry, cancellationToken).ConfigureAwait(false)) return false;
        await ClearAsync(entry, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The indexes that a collection lacks.</summary>
    public async Task<List<string>> MissingAsync(CollectionEntry entry, CancellationToken cancellationToken)
    {
        var wanted = RecordIndexes.NamesOf(entry.Fields.Keys);
        var there = await database.RunAsync(
            command =>
            {
                command.String("listIndexes"u8, entry.Embeddings);
                command.Document("cursor"u8, static cursor => cursor.Int32("batchSize"u8, 1_000));
            },
            cancellationToken).ConfigureAwait(false);
        var missing = wanted.Except(NamesIn(there.Span), StringComparer.Ordinal).ToList();
        if (!entry.HasSearch || options.Search == MongoDbSearchMode.Exact) return missing;
        var indexes = await search.ListAsync(entry, cancellationToken).ConfigureAwait(false);
        string[] both = [SearchIndexes.Vectors, SearchIndexes.Words];
        missing.AddRange(both.Where(name => indexes?.GetValueOrDefault(name) is not { IsQueryable: true }).Select(name => $"search index {name}"));
        return missing;
    }

    private async Task<bool> TryMakeAsync(CollectionDefinition wanted, ServerAbilities server, CancellationToken cancellationToken)
    {
        var number = await catalog.NextNumberAsync(cancellationToken).ConfigureAwait(false);
        var fields = wanted.Fields.ToDictionary(StringComparer.Ordinal);
        var entry = new CollectionEntry(options.Prefix, number, wanted.Name, wanted.Dimension, wanted.Embedder, options.VectorFormat, options.TextLanguage, fields, HasSearch: false);
        var isAdded = false;
        try
        {
            await IndexAsync(entry, fields, cancellationToken).ConfigureAwait(false);
            entry = entry with { HasSearch = await search.EnsureAsync(entry, fields, cancellationToken).ConfigureAwait(false) };
            CheckFormat(entry, server);
            return isAdded = await catalog.AddAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Somebody else was faster, or it could not be made whole.
            if (!isAdded) await TryClearAsync(entry).ConfigureAwait(false);
        }
    }

    private async Task CompleteAsync(CollectionEntry found, CollectionDefinition wanted, ServerAbilities server, CancellationToken cancellationToken)
    {
        var fields = found.Fields.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, kind) in wanted.Fields) fields.TryAdd(name, kind);
        await IndexAsync(found, fields, cancellationToken).ConfigureAwait(false);
        var hasSearch = await search.EnsureAsync(found, fields, cancellationToken).ConfigureAwait(false) || (found.HasSearch && options.Search == MongoDbSearchMode.Exact);
        CheckFormat(found with { HasSearch = hasSearch }, server);
        if (fields.Count > found.Fields.Count || hasSearch != found.HasSearch)
            await catalog.CompleteAsync(found, fields, hasSearch, cancellationToken).ConfigureAwait(false);
    }

    private Task<ReadOnlyMemory<byte>> IndexAsync(CollectionEntry entry, Dictionary<string, FieldKind> fields, CancellationToken cancellationToken) =>
        database.RunPatientlyAsync(command => RecordIndexes.Write(command, entry, fields.Keys), cancellationToken);

    private void CheckFormat(CollectionEntry entry, ServerAbilities server)
    {
        if (entry.Format == MongoDbVectorFormat.Array || server.ComparesVectors) return;
        if (entry.HasSearch && options.Search != MongoDbSearchMode.Exact) return;
        throw new MongoIncompatibleException(
            $"MongoDB at {database.Place} can't compare vectors kept as binary data: that takes Atlas Vector Search, or MongoDB 8.3. Set VectorFormat to Array, or use such a server.");
    }

    private async Task ClearAsync(CollectionEntry entry, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { entry.Embeddings, entry.Documents })
        {
            try
            {
                await database.RunPatientlyAsync(command => command.String("drop"u8, name), cancellationToken).ConfigureAwait(false);
            }
            catch (MongoCommandException e) when (e.Code == ErrorCodes.NamespaceNotFound)
            {
                // It never had a document.
            }
        }
    }

    private async Task TryClearAsync(CollectionEntry entry)
    {
        try
        {
            await ClearAsync(entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagException)
        {
            // What is left behind has a number that nobody uses; why it could not be made is what is told.
        }
    }

    private static List<string> NamesIn(ReadOnlySpan<byte> reply)
    {
        var names = new List<string>();
        var reader = new BsonReader(reply);
        if (!reader.Find("cursor"u8)) return names;
        var cursor = reader.GetDocument();
        if (!cursor.Find("firstBatch"u8)) return names;
        var batch = cursor.GetDocument();
        while (batch.Read())
        {
            var index = batch.GetDocument();
            if (index.Find("name"u8)) names.Add(index.GetString());
        }

        return names;
    }
}
