using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Search;

/// <summary>Reads questions as a version of the server knows them.</summary>
internal sealed class QueryParser(QdrantCall call)
{
    private const int DefaultLimit = 10;
    private const int DefaultK = 2;
    private const int MaxDepth = 64;

    private static readonly string[] Unknown = ["recommend", "discover", "context", "formula", "relevance_feedback"];

    public QuerySpec Parse(JsonElement body) => Checked(Read(body, 0) with { Offset = body.Count("offset", 0) ?? 0 });

    public QuerySpec ParseSearch(JsonElement body)
    {
        var vector = body.Required("vector");
        var isNamed = vector.ValueKind == JsonValueKind.Object;
        return new()
        {
            Kind = new QueryKind.Near(isNamed ? vector.Required("vector") : vector, null),
            Using = isNamed ? vector.Required("name").Text() : "",
            Filter = call.Filters.Parse(body.Optional("filter")),
            Threshold = (float?)body.Optional("score_threshold")?.Number(),
            Limit = body.Either("limit", "top") is null ? throw QdrantError.Format("missing field `limit`") : body.Count("limit", 1) ?? body.Count("top", 1)!.Value,
            Offset = body.Count("offset", 0) ?? 0,
        };
    }

    private QuerySpec Read(JsonElement body, int depth)
    {
        if (depth > MaxDepth) throw QdrantError.Invalid($"prefetch: is nested deeper than {MaxDepth}");
        var parameters = body.Optional("params");
        parameters?.Optional("exact")?.Flag();
        return new()
        {
            Prefetch = body.Optional("prefetch") switch
            {
                null => [],
                { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(p => Read(p, depth + 1))],
                { } one => [Read(one, depth + 1)],
            },
            Kind = body.Optional("query") is { } query ? Kind(query) : null,
            Using = body.Optional("using")?.Text() ?? "",
            Filter = call.Filters.Parse(body.Optional("filter")),
            Threshold = (float?)body.Optional("score_threshold")?.Number(),
            Limit = body.Count("limit", 1) ?? DefaultLimit,
            Corpus = call.Version >= 19 && parameters?.Optional("idf") is { ValueKind: JsonValueKind.Object } idf ? call.Filters.Parse(idf.Required("corpus")) : null,
            Lookup = body.Optional("lookup_from") is { } lookup ? (lookup.Required("collection").Text(), lookup.Optional("vector")?.Text()) : null,
        };
    }

    private QueryKind Kind(JsonElement query)
    {
        if (query.ValueKind is JsonValueKind.Number or JsonValueKind.String) return new QueryKind.Near(null, PointId.Parse(query));
        if (query.ValueKind == JsonValueKind.Array) return new QueryKind.Near(query, null);
        if (query.ValueKind != JsonValueKind.Object) throw NoQuery();
        if (query.Has("indices") || query.Has("values")) return new QueryKind.Near(query, null);
        if (query.Optional("nearest") is { } nearest) return query.Has("mmr") ? throw QdrantError.Unsupported("MMR") : Kind(nearest);
        if (query.Optional("order_by") is { } order) return new QueryKind.Ordered(OrderBy.Parse(order));
        if (query.Optional("fusion") is { } fusion) return fusion.OneOf("rrf", "dbsf") == "rrf" ? new QueryKind.Ranks(DefaultK, null) : new QueryKind.Distributions();
        if (call.Version >= 16 && query.Optional("rrf") is { } rrf) return Ranks(rrf);
        if (query.Optional("sample") is { } sample) { sample.OneOf("random"); return new QueryKind.Random(); }
        if (query.Has("text") || query.Has("image") || query.Has("object")) throw QdrantError.Unsupported("inference");
        throw Unknown.FirstOrDefault(name => query.Has(name)) is { } known ? QdrantError.Unsupported($"'{known}'") : NoQuery();
    }

    private QueryKind.Ranks Ranks(JsonElement rrf) =>
        new(rrf.Count("k", 1) ?? DefaultK, call.Version >= 17 && rrf.Optional("weights") is { } weights ? Floats.Read(weights) : null);

    // At every depth, as the real server does it.
    private static QuerySpec Checked(QuerySpec spec)
    {
        foreach (var inner in spec.Prefetch) Checked(inner);
        if (spec.Prefetch.Count > 0 && spec.Kind is null) throw QdrantError.BadRequest("A query is needed to merge the prefetches. Can't have prefetches without defining a query.");
        if (spec.Threshold is not null && spec.Kind is QueryKind.Ordered) throw QdrantError.BadRequest("Can't use score_threshold with an order_by query.");
        if (spec.Threshold is not null && spec.Kind is null)
        {
            throw QdrantError.BadRequest("A query is needed to use the score_threshold. Can't have score_threshold without defining a query.");
        }

        if (spec.Kind is not (QueryKind.Ranks or QueryKind.Distributions)) return spec;
        if (spec.Using.Length > 0) throw QdrantError.BadRequest("Fusion queries cannot be combined with the 'using' field.");
        return spec.Prefetch.Count > 0 ? spec : throw QdrantError.BadRequest("cannot apply Fusion without prefetches");
    }

    private static QdrantError NoQuery() => QdrantError.Format("data did not match any variant of untagged enum QueryInterface");
}
