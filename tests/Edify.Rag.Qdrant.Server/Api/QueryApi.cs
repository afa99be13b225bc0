using System.Text.Json;
using Edify.Rag.Qdrant.Server.Search;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

/// <summary>Questions for points, alone or several at a time.</summary>
internal static class QueryApi
{
    public static Answer Query(QdrantCall call) => One(call, new QueryParser(call).Parse, Points);

    public static Answer QueryBatch(QdrantCall call) => Batch(call, new QueryParser(call).Parse, Points);

    /// <summary>The older form, which newer versions no longer have.</summary>
    public static Answer Search(QdrantCall call) => One(call, new QueryParser(call).ParseSearch, Plain);

    public static Answer SearchBatch(QdrantCall call) => Batch(call, new QueryParser(call).ParseSearch, Plain);

    private static Answer One(QdrantCall call, Func<JsonElement, QuerySpec> parse, Action<Utf8JsonWriter, List<Hit>, PointWriter> write)
    {
        var spec = parse(call.Body);
        var points = new PointWriter(call.Body, payloadByDefault: false);
        return call.Ask(collection =>
        {
            var hits = new Searcher(call.Data, collection).Run(spec);
            return writer => write(writer, hits, points);
        });
    }

    private static Answer Batch(QdrantCall call, Func<JsonElement, QuerySpec> parse, Action<Utf8JsonWriter, List<Hit>, PointWriter> write)
    {
        var searches = call.Body.Required("searches").Items().Select(s => (Spec: parse(s), Points: new PointWriter(s, payloadByDefault: false))).ToList();
        return call.Ask(collection =>
        {
            var answers = searches.Select(s => (Hits: new Searcher(call.Data, collection).Run(s.Spec), s.Points)).ToList();
            return writer =>
            {
                writer.WriteStartArray();
                foreach (var (hits, points) in answers) write(writer, hits, points);
                writer.WriteEndArray();
            };
        });
    }

    private static void Points(Utf8JsonWriter writer, List<Hit> hits, PointWriter points)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("points");
        Plain(writer, hits, points);
        writer.WriteEndObject();
    }

    private static void Plain(Utf8JsonWriter writer, List<Hit> hits, PointWriter points)
    {
        writer.WriteStartArray();
        foreach (var hit in hits) points.Write(writer, hit);
        writer.WriteEndArray();
    }
}
