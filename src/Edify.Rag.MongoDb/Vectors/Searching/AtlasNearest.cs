using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Filtering;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Searching;

/// <summary>The nearest vectors by Atlas Vector Search.</summary>
/// <remarks>
/// The index gets as much of the filter as it understands, and the server applies all of it to the records themselves: what was
/// taken from somebody's sight a moment ago is not shown, though the index may not know it yet.
/// </remarks>
internal sealed class AtlasNearest(MongoDbDatabase database, int candidateFactor)
{
    // The most that an index looks at.
    private const int MaxCandidates = 10_000;

    public Task<List<Hit>> FindAsync(SearchPart part, ReadOnlyMemory<float> wanted, CancellationToken cancellationToken) => database.AggregateAsync(
        part.Entry.Embeddings,
        stages =>
        {
            stages.Item(stage => stage.Document("$vectorSearch"u8, search => WriteSearch(search, part, wanted.Span)));
            stages.Item(stage => stage.Document("$match"u8, match => FilterBson.Write(match, part.Filter)));
            Hit.WriteBest(stages, Hit.Noted("vectorSearchScore"), part.Limit, part.IsWhole);
        },
        static reader =>
        {
            var hit = Hit.Read(reader);
            return hit with { Score = CosineOf(hit.Score) };
        },
        cancellationToken);

    // The index tells (1 + cosine) / 2.
    private static double CosineOf(double score) => Math.Clamp((2 * score) - 1, -1, 1);

    private void WriteSearch(BsonWriter search, SearchPart part, ReadOnlySpan<float> wanted)
    {
        search.String("index"u8, SearchIndexes.Vectors);
        search.String("path"u8, "embedding"u8);
        RecordBson.WriteVector(search, "queryVector"u8, part.Entry.Format, wanted);
        search.Int32("numCandidates"u8, Math.Clamp(part.Limit * candidateFactor, part.Depth, MaxCandidates));
        search.Int32("limit"u8, part.Depth);
        if (IndexFilter.Of(part.Filter, part.Entry.Fields) is { } filter) search.Document("filter"u8, document => FilterBson.Write(document, filter));
    }
}
