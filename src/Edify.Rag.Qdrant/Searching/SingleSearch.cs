using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>A search by vector alone or by words alone: one request, unless equal scores are cut.</summary>
internal sealed class SingleSearch(QdrantCalls calls, CollectionShape shape, QdrantOptions options)
{
    public async Task<List<VectorMatch>> RunAsync(VectorQuery query, Leg leg, bool isNearest, CancellationToken cancellationToken)
    {
        int? limit = query.Limit + 1;
        List<StoredPoint> points;
        do
        {
            var asked = limit.Value;
            var request = QdrantRequest.Post(CollectionPaths.Read(shape.Name, "/points/query", options), json =>
            {
                leg(json, asked);
                SearchJson.WritePayload(json, shape);
            });
            points = await calls.SendAsync(request, SearchAnswer.One, cancellationToken).ConfigureAwait(false);
            limit = Scores.Retry(points, query.Limit, asked);
        }
        while (limit is not null);

        var ranked = RankFusion.Ranked(points.Where(point => point.Record is not null && (!isNearest || Scores.IsNear(point, query))), query.Limit);
        return ranked.ConvertAll(point => isNearest ? Near(point) : new VectorMatch(point.Record!, point.Score) { LexicalScore = point.Score });
    }

    private static VectorMatch Near(StoredPoint point)
    {
        var similarity = Scores.Similarity(point.Score);
        return new(point.Record!, similarity) { Similarity = similarity };
    }
}
