using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Filtering;

namespace Edify.Rag.MongoDb.Vectors.Searching;

/// <summary>The search by words: by the text index of the server, or by Atlas Search, which ranks by BM25.</summary>
internal sealed class WordSearch(MongoDbDatabase database)
{
    /// <summary>By the text index. Its score counts how often words occur and how much of the text they are.</summary>
    public Task<List<Hit>> ByTextIndexAsync(SearchPart part, string words, CancellationToken cancellationToken) => database.AggregateAsync(
        part.Entry.Embeddings,
        stages =>
        {
            stages.Item(stage => stage.Document("$match"u8, match => match.Document("$text"u8, text => text.String("$search"u8, words))));
            stages.Item(stage => stage.Document("$match"u8, match => FilterBson.Write(match, part.Filter)));
            Hit.WriteBest(stages, Hit.Noted("textScore"), part.Limit, part.IsWhole);
        },
        Hit.Read,
        cancellationToken);

    /// <summary>By Atlas Search, which gives what it finds from the best on, until the filter has admitted enough.</summary>
    public Task<List<Hit>> ByAtlasAsync(SearchPart part, string words, CancellationToken cancellationToken) => database.AggregateAsync(
        part.Entry.Embeddings,
        stages =>
        {
            stages.Item(stage => stage.Document("$search"u8, search =>
            {
                search.String("index"u8, SearchIndexes.Words);
                search.Document("text"u8, text =>
                {
                    text.String("query"u8, words);
                    text.String("path"u8, "content"u8);
                });
            }));
            stages.Item(stage => stage.Document("$match"u8, match => FilterBson.Write(match, part.Filter)));
            stages.Item(stage => stage.Int32("$limit"u8, part.Depth));
            Hit.WriteBest(stages, Hit.Noted("searchScore"), part.Limit, part.IsWhole);
        },
        Hit.Read,
        cancellationToken);
}
