using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Vectors.Records;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>The indexes of Atlas Search and Atlas Vector Search, which the server builds beside everything else.</summary>
internal sealed class SearchIndexes(MongoDbDatabase database, MongoDbOptions options, TimeProvider time, ILogger logger)
{
    public const string Vectors = "vectors";
    public const string Words = "words";

    /// <summary>The most dimensions that an index takes.</summary>
    private const int MaxDimension = 8_192;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Makes the indexes, if the options ask for them and the server can, and waits a while until they are ready.</summary>
    /// <param name="entry">The collection.</param>
    /// <param name="fields">The fields that filters are to be asked by.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Whether the collection has them.</returns>
    /// <exception cref="RagException">They are asked for by all means, and the server has none.</exception>
    public async Task<bool> EnsureAsync(CollectionEntry entry, IReadOnlyDictionary<string, FieldKind> fields, CancellationToken cancellationToken)
    {
        if (options.Search == MongoDbSearchMode.Exact) return false;
        if (entry.Dimension > MaxDimension && options.Search == MongoDbSearchMode.Auto) return false;
        if (await ListAsync(entry, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            if (options.Search == MongoDbSearchMode.Auto) return false;
            throw new MongoIncompatibleException(
                $"MongoDB at {database.Place} has no Atlas Search, and Search = Atlas asks for it. Use a cluster that has it, or set Search to Auto or Exact.");
        }

        await MakeAsync(entry, fields, known, cancellationToken).ConfigureAwait(false);
        await WaitAsync(entry, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The indexes, by name; <see langword="null"/> when the server has no such thing.</summary>
    public async Task<IReadOnlyDictionary<string, SearchIndexState>?> ListAsync(CollectionEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var found = await database.AggregateAsync(
                entry.Embeddings, static stages => stages.Item(static stage => stage.Document("$listSearchIndexes"u8, static _ => { })), SearchIndexState.Read, cancellationToken).ConfigureAwait(false);
            return found.ToDictionary(index => index.Name, StringComparer.Ordinal);
        }
        catch (RagException e) when (!e.IsTransient)
        {
            return null;
        }
    }

    private async Task MakeAsync(
        CollectionEntry entry, IReadOnlyDictionary<string, FieldKind> fields, IReadOnlyDictionary<string, SearchIndexState> known, CancellationToken cancellationToken)
    {
        var hasWords = known.ContainsKey(Words);
        var hasVectors = known.ContainsKey(Vectors);
        if (!hasWords || !hasVectors)
        {
            await database.RunPatientlyAsync(
                command =>
                {
                    command.String("createSearchIndexes"u8, entry.Embeddings);
                    command.Array("indexes"u8, indexes =>
                    {
                        if (!hasVectors) indexes.Item(index => WriteIndex(index, Vectors, "vectorSearch", definition => WriteVectors(definition, entry, fields.Keys)));
                        if (!hasWords) indexes.Item(index => WriteIndex(index, Words, "search", definition => WriteWords(definition, entry)));
                    });
                },
                cancellationToken).ConfigureAwait(false);
        }

        if (!hasVectors || fields.Keys.All(entry.Fields.ContainsKey)) return;
        await database.RunPatientlyAsync(
            command =>
            {
                command.String("updateSearchIndex"u8, entry.Embeddings);
                command.String("name"u8, Vectors);
                command.Document("definition"u8, definition => WriteVectors(definition, entry, fields.Keys));
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitAsync(CollectionEntry entry, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks)))
        {
            var indexes = await ListAsync(entry, cancellationToken).ConfigureAwait(false);
            if (indexes is not null && IsReady(indexes, Vectors) && IsReady(indexes, Words))
            {
                logger.SearchIndexesReady(entry.Name, database.Place);
                return;
            }

            if (indexes?.Values.FirstOrDefault(index => index.Status == "FAILED") is { } failed)
                throw new MongoIncompatibleException($"MongoDB at {database.Place} could not build the search index '{failed.Name}' of collection '{entry.Name}'; look at it in Atlas, and drop it.");
            if (time.GetElapsedTime(start) >= options.SearchIndexTimeout)
            {
                logger.SearchIndexesLate(entry.Name, database.Place, options.SearchIndexTimeout);
                return;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsReady(IReadOnlyDictionary<string, SearchIndexState> indexes, string name) => indexes.TryGetValue(name, out var index) && index.IsReady;

    private static void WriteIndex(BsonWriter index, string name, string type, Action<BsonWriter> definition)
    {
        index.String("name"u8, name);
        index.String("type"u8, type);
        index.Document("definition"u8, definition);
    }

    private static void WriteVectors(BsonWriter definition, CollectionEntry entry, IEnumerable<string> fields) => definition.Array("fields"u8, list =>
    {
        list.Item(vector =>
        {
            vector.String("type"u8, "vector"u8);
            vector.String("path"u8, "embedding"u8);
            vector.Int32("numDimensions"u8, entry.Dimension);
            vector.String("similarity"u8, "cosine"u8);
        });
        foreach (var field in fields.Order(StringComparer.Ordinal))
        {
            list.Item(filter =>
            {
                filter.String("type"u8, "filter"u8);
                filter.String("path"u8, FieldPath.Of(field));
            });
        }
    });

    private static void WriteWords(BsonWriter definition, CollectionEntry entry) => definition.Document("mappings"u8, mappings =>
    {
        mappings.Boolean("dynamic"u8, false);
        mappings.Document("fields"u8, fields => fields.Document("content"u8, content =>
        {
            content.String("type"u8, "string"u8);
            content.String("analyzer"u8, TextLanguages.AnalyzerOf(entry.Language));
        }));
    });
}
