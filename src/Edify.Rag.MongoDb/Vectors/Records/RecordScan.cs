using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Filtering;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.MongoDb.Vectors.Records;

/// <summary>Walks a collection page by page, each after the last id of the one before: between them no cursor is held.</summary>
internal sealed class RecordScan(MongoDbDatabase database)
{
    public async Task<ScanPage> NextAsync(CollectionEntry entry, VectorFilter filter, bool includeVectors, ScanPage before, CancellationToken cancellationToken)
    {
        var size = before.NextSize;
        var records = await database.FindAsync(
            entry.Embeddings,
            find =>
            {
                find.Document("filter"u8, document => document.Array("$and"u8, conditions =>
                {
                    if (before.Mark is { } last) conditions.Item(after => after.Document("_id"u8, id => id.Uuid("$gt"u8, last)));
                    conditions.Item(condition => FilterBson.Write(condition, filter));
                }));
                find.Document("projection"u8, projection => RecordBson.WriteProjection(projection, includeVectors));
                find.Document("sort"u8, sort => sort.Int32("_id"u8, 1));
                find.Int32("limit"u8, size);
            },
            RecordBson.Read,
            cancellationToken).ConfigureAwait(false);
        return ScanPage.After(before, records);
    }
}
