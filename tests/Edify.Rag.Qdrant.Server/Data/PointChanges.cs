using System.Text.Json;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>Changes that leave points where they are.</summary>
internal static class PointChanges
{
    public static void Edit(QdrantCollection collection, IEnumerable<QdrantPoint> points, Func<JsonElement, JsonElement> edit, long number)
    {
        foreach (var point in points) collection.Put(point with { Payload = edit(point.Payload), Version = number });
    }

    /// <summary>Sets the vectors that are named; others stay.</summary>
    public static void SetVectors(QdrantCollection collection, IReadOnlyList<(PointId Id, JsonElement Vector)> changes, long number)
    {
        var read = changes.Select(c => (c.Id, Vectors: PointVectors.Read(collection.Config, c.Vector))).ToList();
        foreach (var (id, vectors) in read)
        {
            if (!collection.TryGet(id, out var point)) continue;
            var all = new Dictionary<string, StoredVector>(point.Vectors);
            foreach (var (name, vector) in vectors) all[name] = vector;
            collection.Put(point with { Vectors = all, Version = number });
        }

        collection.CheckThere(changes.Select(c => c.Id));
    }

    public static void DeleteVectors(QdrantCollection collection, IEnumerable<QdrantPoint> points, string[] names, long number)
    {
        foreach (var point in points.Where(p => names.Any(p.Vectors.ContainsKey)))
        {
            collection.Put(point with { Vectors = point.Vectors.Where(v => !names.Contains(v.Key)).ToDictionary(), Version = number });
        }
    }
}
