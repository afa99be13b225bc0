using System.Text.Json;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Records;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>A search by vector and words: one batch of the search that the server fuses, with its records, and of both legs, with their scores.</summary>
/// <remarks>
/// The server tells of what it fused neither the scores of the legs nor why equal scores stand as they do, so both legs come along, as
/// ids and scores alone. From them the same ranking is made, equal scores sharing a rank; where that has a record that the server's
/// has not, which equal scores can bring about, it is fetched. Servers before 1.16 can't fuse with our constant: there all records are fetched.
/// </remarks>
internal sealed class HybridSearch(QdrantCalls calls, CollectionShape shape, QdrantOptions options, bool canFuse)
{
    public async Task<List<VectorMatch>> RunAsync(VectorQuery query, Leg? nearest, Leg? lexical, CancellationToken cancellationToken)
    {
        var depth = ReciprocalRankFusion.Depth(query.Limit);
        Leg[] legs = [.. new[] { nearest, lexical }.OfType<Leg>()];
        int? limit = depth + 1;
        List<StoredPoint> near, worded, fused;
        do
        {
            var asked = limit.Value;
            var answers = await calls.SendAsync(
                Batch(query.Limit, depth, asked, legs), body => SearchAnswer.Several(body, legs.Length + (canFuse ? 1 : 0)), cancellationToken).ConfigureAwait(false);
            near = nearest is null ? [] : answers[0];
            worded = lexical is null ? [] : answers[legs.Length - 1];
            fused = canFuse ? answers[^1] : [];
            limit = Larger(Scores.Retry(near, depth, asked), Scores.Retry(worded, depth, asked));
        }
        while (limit is not null);

        var best = RankFusion.Fuse(
            RankFusion.Ranked(near.Where(point => Scores.IsNear(point, query)), depth), RankFusion.Ranked(worded, depth), query.Limit);
        var records = new Dictionary<Guid, VectorRecord>(best.Count);
        Take(fused, records);
        var missing = best.Where(row => !records.ContainsKey(row.Key)).Select(row => row.Key).ToList();
        if (missing.Count > 0) Take(await calls.SendAsync(Fetch(missing), SearchAnswer.Points, cancellationToken).ConfigureAwait(false), records);

        // One that was deleted meanwhile is not found.
        return [.. best.Where(row => records.ContainsKey(row.Key)).Select(row => new VectorMatch(records[row.Key], row.Score)
        {
            Similarity = row.Similarity is { } score ? Scores.Similarity((float)score) : null,
            LexicalScore = row.LexicalScore,
        })];
    }

    private QdrantRequest Batch(int limit, int depth, int asked, Leg[] legs) =>
        QdrantRequest.Post(CollectionPaths.Read(shape.Name, "/points/query/batch", options), json =>
        {
            json.WriteStartArray("searches");
            foreach (var leg in legs)
            {
                json.WriteStartObject();
                leg(json, asked);
                SearchJson.WriteBare(json);
                json.WriteEndObject();
            }

            if (canFuse)
            {
                json.WriteStartObject();
                SearchJson.WriteFused(json, limit, legs.Select(leg => (Action<Utf8JsonWriter>)(target => leg(target, depth))));
                SearchJson.WritePayload(json, shape);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private QdrantRequest Fetch(List<Guid> ids) => QdrantRequest.Post(CollectionPaths.Read(shape.Name, "/points", options), json =>
    {
        json.WriteStartArray("ids");
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
        SearchJson.WritePayload(json, shape);
        json.WriteBoolean("with_vector", false);
    });

    private static void Take(List<StoredPoint> points, Dictionary<Guid, VectorRecord> records)
    {
        foreach (var point in points)
        {
            if (point.Record is { } record) records[point.Id] = record;
        }
    }

    private static int? Larger(int? one, int? other) => one is null || other is null ? one ?? other : Math.Max(one.Value, other.Value);
}
