using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Vectors.Filtering;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Searching;

/// <summary>The nearest vectors by comparing, in the server, every one that the filter admits.</summary>
/// <remarks>
/// Vectors are of unit length, so their dot product is the cosine. From MongoDB 8.3 on an operator computes it; before, the
/// pipeline does, component by component, which takes arrays.
/// </remarks>
internal sealed class ExactNearest(MongoDbDatabase database)
{
    public async Task<List<Hit>> FindAsync(SearchPart part, ServerAbilities server, ReadOnlyMemory<float> wanted, CancellationToken cancellationToken)
    {
        if (!server.ComparesVectors && part.Entry.Format == MongoDbVectorFormat.Binary)
        {
            throw new MongoIncompatibleException(
                $"MongoDB at {database.Place} can't compare the vectors of collection '{part.Entry.Name}' itself, which are kept as binary data: that takes MongoDB 8.3. " +
                "Wait until its search index is ready, or make the collection anew with VectorFormat = Array.");
        }

        return await database.AggregateAsync(
            part.Entry.Embeddings,
            stages =>
            {
                stages.Item(stage => stage.Document("$match"u8, match => FilterBson.Write(match, part.Filter)));
                Hit.WriteBest(stages, set => set.Document("score"u8, score => WriteDot(score, server, part.Entry.Dimension)), part.Limit, part.IsWhole);
            },
            Hit.Read,
            cancellationToken,
            options => options.Document("let"u8, variables => RecordBson.WriteVector(variables, "wanted"u8, part.Entry.Format, wanted.Span))).ConfigureAwait(false);
    }

    private static void WriteDot(BsonWriter score, ServerAbilities server, int dimension)
    {
        if (server.ComparesVectors)
        {
            score.Array("$similarityDotProduct"u8, static sides =>
            {
                sides.Item("$embedding");
                sides.Item("$$wanted");
            });
            return;
        }

        score.Document("$sum"u8, sum => sum.Document("$map"u8, map =>
        {
            map.Document("input"u8, input => input.Array("$range"u8, range =>
            {
                range.Int32(BsonWriter.Item, 0);
                range.Int32(BsonWriter.Item, dimension);
            }));
            map.String("as"u8, "at"u8);
            map.Document("in"u8, static product => product.Array("$multiply"u8, static factors =>
            {
                factors.Item(static stored => WriteComponent(stored, "$embedding"));
                factors.Item(static asked => WriteComponent(asked, "$$wanted"));
            }));
        }));
    }

    private static void WriteComponent(BsonWriter writer, string vector) => writer.Array("$arrayElemAt"u8, arguments =>
    {
        arguments.Item(vector);
        arguments.Item("$$at");
    });
}
