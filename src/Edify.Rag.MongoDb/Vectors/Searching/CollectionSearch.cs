using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Filtering;
using Edify.Rag.MongoDb.Vectors.Records;
using Edify.Rag.Shared.Vectors;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb.Vectors.Searching;

/// <summary>Searches a collection: by its search indexes where it has them and they find enough, and else by the server alone.</summary>
internal sealed class CollectionSearch(MongoDbDatabase database, MongoDbOptions options, ILogger logger)
{
    // What VectorQuery promises.
    private const int FusionK = 60;

    private readonly ExactNearest _exact = new(database);
    private readonly AtlasNearest _atlas = new(database, options.CandidateFactor);
    private readonly WordSearch _words = new(database);

    public async Task<List<VectorMatch>> RunAsync(CollectionEntry entry, ServerAbilities server, VectorQuery query, AccessScope scope, CancellationToken cancellationToken)
    {
        var wanted = QueryRules.UnitVectorOf(query, entry.Dimension, entry.Embedder);
        var words = query.Text is null ? string.Empty : QueryWords.Of(query.Text);
        var isHybrid = wanted is not null && query.Text is not null;
        var part = new SearchPart(entry, scope.Filter & query.Filter, isHybrid ? ReciprocalRankFusion.Depth(query.Limit) : query.Limit, !isHybrid);

        // Side by side: each leg is a command of its own.
        var nearest = wanted is { IsEmpty: false } vector ? NearestAsync(part, server, vector, query.MinSimilarity, cancellationToken) : Task.FromResult(new List<Hit>());
        var lexical = words.Length > 0 ? LexicalAsync(part, words, cancellationToken) : Task.FromResult(new List<Hit>());
        await Task.WhenAll(nearest, lexical).ConfigureAwait(false);
        var (near, found) = (await nearest.ConfigureAwait(false), await lexical.ConfigureAwait(false));
        var matches = isHybrid
            ? await FuseAsync(part, near, found, query.Limit, cancellationToken).ConfigureAwait(false)
            : [.. near.Select(hit => new VectorMatch(hit.Record, hit.Score) { Similarity = (float)hit.Score }), .. found.Select(hit => new VectorMatch(hit.Record, hit.Score) { LexicalScore = hit.Score })];

        // The filter has been applied already: a second look, so that no mistake in it can show what may not be seen.
        return matches.FindAll(match => scope.Admits(match.Record.Fields));
    }

    private async Task<List<Hit>> NearestAsync(SearchPart part, ServerAbilities server, ReadOnlyMemory<float> wanted, float? least, CancellationToken cancellationToken)
    {
        var found = UsesIndexes(part.Entry) ? await TryAsync(part, () => _atlas.FindAsync(part, wanted, cancellationToken)).ConfigureAwait(false) : null;

        // An index that is not there finds nothing, and one that is may give up before a selective filter has admitted enough. What
        // a filter admits few of is found by comparing these few.
        if (found is null || (found.Count < part.Limit && CanCompare(part.Entry, server)))
            found = await _exact.FindAsync(part, server, wanted, cancellationToken).ConfigureAwait(false);
        return least is { } bound ? found.FindAll(hit => (float)hit.Score >= bound) : found;
    }

    private async Task<List<Hit>> LexicalAsync(SearchPart part, string words, CancellationToken cancellationToken)
    {
        var found = UsesIndexes(part.Entry) ? await TryAsync(part, () => _words.ByAtlasAsync(part, words, cancellationToken)).ConfigureAwait(false) : null;
        return found is { Count: > 0 } ? found : await _words.ByTextIndexAsync(part, words, cancellationToken).ConfigureAwait(false);
    }

    private bool UsesIndexes(CollectionEntry entry) => entry.HasSearch && options.Search != MongoDbSearchMode.Exact;

    private static bool CanCompare(CollectionEntry entry, ServerAbilities server) => server.ComparesVectors || entry.Format == MongoDbVectorFormat.Array;

    /// <summary>What a search index finds; <see langword="null"/> when it can't be asked at the moment.</summary>
    private async Task<List<Hit>?> TryAsync(SearchPart part, Func<Task<List<Hit>>> search)
    {
        try
        {
            return await search().ConfigureAwait(false);
        }
        catch (RagException e) when (!e.IsTransient)
        {
            logger.SearchIndexNotUsed(part.Entry.Name, database.Place, e.Message);
            return null;
        }
    }

    private async Task<List<VectorMatch>> FuseAsync(SearchPart part, List<Hit> nearest, List<Hit> lexical, int limit, CancellationToken cancellationToken)
    {
        var best = ReciprocalRankFusion.Fuse(nearest.ConvertAll(Ranked), lexical.ConvertAll(Ranked), FusionK, limit, Comparer<Guid>.Default);
        if (best.Count == 0) return [];
        var records = await FetchAsync(part, best.ConvertAll(row => row.Key), cancellationToken).ConfigureAwait(false);
        return
        [
            .. best.Where(row => records.ContainsKey(row.Key))
                .Select(row => new VectorMatch(records[row.Key], row.Score) { Similarity = (float?)row.Similarity, LexicalScore = row.LexicalScore }),
        ];

        static RankedRow<Guid> Ranked(Hit hit) => new(hit.Id, hit.Score);
    }

    // The filter once more: what was taken from sight between the two commands is not shown.
    private async Task<Dictionary<Guid, VectorRecord>> FetchAsync(SearchPart part, List<Guid> ids, CancellationToken cancellationToken)
    {
        var records = await database.FindAsync(
            part.Entry.Embeddings,
            find =>
            {
                find.Document("filter"u8, document => document.Array("$and"u8, both =>
                {
                    both.Item(any => any.Document("_id"u8, id => id.Array("$in"u8, values =>
                    {
                        foreach (var value in ids) values.Uuid(BsonWriter.Item, value);
                    })));
                    both.Item(condition => FilterBson.Write(condition, part.Filter));
                }));
                find.Document("projection"u8, static projection => RecordBson.WriteProjection(projection, includeVectors: false));
            },
            RecordBson.Read,
            cancellationToken).ConfigureAwait(false);
        return records.ToDictionary(record => record.Id);
    }
}
