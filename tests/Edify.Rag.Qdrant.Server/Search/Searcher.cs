using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;

namespace Edify.Rag.Qdrant.Server.Search;

/// <summary>Answers questions by looking at every point.</summary>
internal sealed class Searcher(QdrantData data, QdrantCollection collection)
{
    public List<Hit> Run(QuerySpec spec)
    {
        StrictMode.CheckLimit(collection, spec.Limit);
        // Points that a question names are not among its answers.
        var named = spec.Named.ToHashSet();
        var others = named.Count == 0 ? null : new Filter { MustNot = [new IdCondition(named)] };
        return [.. Hits(spec, [others], spec.Kind is QueryKind.Random ? 0 : spec.Offset)];
    }

    // A filter holds for all that is fetched for its question, at any depth.
    private IEnumerable<Hit> Hits(QuerySpec spec, IReadOnlyList<Filter?> outer, int offset)
    {
        StrictMode.CheckFilter(collection, spec.Filter, isUpdate: false);
        IReadOnlyList<Filter?> filters = [.. outer, spec.Filter];
        if (spec.Prefetch.Count == 0) return Ranked(spec, collection.Where(collection.Ordered, filters)).Skip(offset).Take(spec.Limit);

        var lists = spec.Prefetch.Select(p => Hits(p, filters, 0).ToList()).ToList();
        var hits = spec.Kind switch
        {
            QueryKind.Ranks ranks => Within(Fusions.ByRank(lists, ranks.K, ranks.Weights), spec.Threshold),
            QueryKind.Distributions => Within(Fusions.ByDistribution(lists), spec.Threshold),
            _ => Ranked(spec, lists.SelectMany(l => l).Select(h => h.Point).DistinctBy(p => p.Id)),
        };
        return hits.Skip(offset).Take(spec.Limit);
    }

    private IEnumerable<Hit> Ranked(QuerySpec spec, IEnumerable<QdrantPoint> points) => spec.Kind switch
    {
        null => points.Select(p => new Hit(p, 0)),
        QueryKind.Near near => Near(spec, near, points),
        QueryKind.Ordered ordered => ordered.Order.Sort(collection, points).Select(v => new Hit(v.Point, 0, v.Value)),
        _ => points.OrderBy(_ => Random.Shared.Next()).Select(p => new Hit(p, 0)),
    };

    private IEnumerable<Hit> Near(QuerySpec spec, QueryKind.Near near, IEnumerable<QdrantPoint> points)
    {
        if (!collection.Config.Vectors.TryGetValue(spec.Using, out var kind)) throw QdrantError.NoVector(spec.Using);
        var vector = near.Vector is { } given ? kind.Read(given) : VectorOf(spec, near.Id!.Value);
        return (kind, vector) switch
        {
            (VectorSpec.Dense dense, StoredVector.Dense asked) => Dense(spec, dense, asked, points),
            (VectorSpec.Sparse sparse, StoredVector.Sparse asked) => Sparse(spec, sparse, asked, points),
            _ => throw QdrantError.SparseMixedUp(),
        };
    }

    private StoredVector VectorOf(QuerySpec spec, PointId id)
    {
        var from = spec.Lookup is { } lookup ? data[lookup.Collection] : collection;
        if (!from.TryGet(id, out var point)) throw QdrantError.NoPoint(id);
        var name = spec.Lookup?.Vector ?? spec.Using;
        return point.Vectors.GetValueOrDefault(name) ?? throw QdrantError.NotFound($"Vector with name \"{name}\" for point");
    }

    private static IEnumerable<Hit> Dense(QuerySpec spec, VectorSpec.Dense kind, StoredVector.Dense asked, IEnumerable<QdrantPoint> points)
    {
        if (asked.Values.Length != kind.Size) throw QdrantError.Dimension(kind.Size, asked.Values.Length);
        var scored =
            from point in points
            where point.Vectors.ContainsKey(spec.Using)
            select new Hit(point, Distances.Score(kind.Distance, asked.Values, ((StoredVector.Dense)point.Vectors[spec.Using]).Values));
        if (Distances.IsGreaterBetter(kind.Distance)) return Within(Descending(scored), spec.Threshold);
        return scored.Where(h => spec.Threshold is not { } most || h.Score <= most).OrderBy(h => h.Score).ThenBy(h => h.Point.Sequence);
    }

    private IEnumerable<Hit> Sparse(QuerySpec spec, VectorSpec.Sparse kind, StoredVector.Sparse asked, IEnumerable<QdrantPoint> points)
    {
        var weighted = kind.HasIdf ? SparseScores.Weighted(asked, collection.Where(collection.Ordered, spec.Corpus), spec.Using) : asked;
        var scored =
            from point in points
            let vector = point.Vectors.GetValueOrDefault(spec.Using) as StoredVector.Sparse
            let score = vector is null ? null : SparseScores.Score(weighted, vector)
            where score is not null
            select new Hit(point, score.Value);
        return Within(Descending(scored), spec.Threshold);
    }

    private static IOrderedEnumerable<Hit> Descending(IEnumerable<Hit> hits) => hits.OrderByDescending(h => h.Score).ThenBy(h => h.Point.Sequence);

    private static IEnumerable<Hit> Within(IEnumerable<Hit> hits, float? least) => hits.Where(h => least is not { } score || h.Score >= score);
}
