using System.Diagnostics.CodeAnalysis;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Payloads;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>A collection in memory. Who uses it holds the lock of <see cref="QdrantData"/>.</summary>
internal sealed class QdrantCollection(CollectionConfig config)
{
    private readonly Dictionary<PointId, QdrantPoint> _points = [];
    private PointId[]? _order;
    private long _operations;
    private long _arrivals;

    public CollectionConfig Config { get; } = config;

    public Dictionary<FieldPath, PayloadIndex> Indexes { get; } = [];

    public int Count => _points.Count;

    /// <summary>The points in the order of their ids.</summary>
    public IEnumerable<QdrantPoint> Ordered => Order.Select(id => _points[id]);

    private PointId[] Order => _order ??= [.. _points.Keys.Order()];

    /// <summary>Counts an operation, and numbers it.</summary>
    public long NextOperation() => _operations++;

    public bool TryGet(PointId id, [NotNullWhen(true)] out QdrantPoint? point) => _points.TryGetValue(id, out point);

    /// <summary>The points from an id on, in the order of ids.</summary>
    public IEnumerable<QdrantPoint> From(PointId? start)
    {
        var at = start is { } id ? Array.BinarySearch(Order, id) : 0;
        return Order.Skip(at < 0 ? ~at : at).Select(i => _points[i]);
    }

    /// <summary>The points that meet all filters.</summary>
    public IEnumerable<QdrantPoint> Where(IEnumerable<QdrantPoint> points, params IReadOnlyList<Filter?> filters) =>
        points.Where(p => filters.All(f => f is null || f.Holds(new(p.Payload, p, Indexes))));

    /// <summary>The points that a request names by ids or by a filter, as far as they are there.</summary>
    public IReadOnlyList<QdrantPoint> Selected(PointChoice choice) => choice.Ids is { } ids
        ? [.. ids.Distinct().Select(id => _points.GetValueOrDefault(id)).OfType<QdrantPoint>()]
        : [.. Where(_points.Values, choice.Filter)];

    /// <summary>Fails where an id has no point. As on the real server that is found out when the other points are changed already.</summary>
    public void CheckThere(IEnumerable<PointId> ids)
    {
        foreach (var id in ids.Where(id => !_points.ContainsKey(id))) throw QdrantError.NoPoint(id);
    }

    /// <summary>Puts a point in the place of one with the same id.</summary>
    public void Put(QdrantPoint point)
    {
        var isNew = !_points.TryGetValue(point.Id, out var old);
        _points[point.Id] = point with { Sequence = old?.Sequence ?? _arrivals++ };
        if (isNew) _order = null;
    }

    public void Remove(IEnumerable<QdrantPoint> points)
    {
        foreach (var point in points) _points.Remove(point.Id);
        _order = null;
    }

    /// <summary>The same content in a collection of its own.</summary>
    public QdrantCollection Copy()
    {
        var copy = new QdrantCollection(Config.Copy()) { _operations = _operations, _arrivals = _arrivals };
        foreach (var (id, point) in _points) copy._points[id] = point;
        foreach (var (path, index) in Indexes) copy.Indexes[path] = index;
        return copy;
    }
}
