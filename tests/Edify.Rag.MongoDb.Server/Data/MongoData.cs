using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>All databases; the members of a replica set share one. Locked by whoever runs a command.</summary>
internal sealed class MongoData
{
    private readonly Dictionary<(string Database, string Collection), MongoCollection> _collections = [];
    private readonly Dictionary<long, Cursor> _cursors = [];
    private long _lastCursor = 1_000_000_000_000;

    /// <summary>Replies to writes with a number, by session and number: a second one is not done again.</summary>
    public Dictionary<(string Session, long Number), MongoDocument> DoneWrites { get; } = [];

    public int OpenCursors => _cursors.Count;

    public MongoCollection? Find(string database, string collection) => _collections.GetValueOrDefault((database, collection));

    public MongoCollection Get(string database, string collection)
    {
        if (!_collections.TryGetValue((database, collection), out var found)) _collections.Add((database, collection), found = new($"{database}.{collection}"));
        return found;
    }

    public IEnumerable<string> Collections(string database) => _collections.Keys.Where(k => k.Database == database).Select(k => k.Collection).Order(StringComparer.Ordinal);

    public bool Drop(string database, string collection) => _collections.Remove((database, collection));

    /// <summary>The first documents, and a cursor for the others.</summary>
    public MongoDocument Open(string database, string collection, IReadOnlyList<MongoDocument> documents, int batch, bool isSingle = false)
    {
        var rest = isSingle ? [] : documents.Skip(batch).ToList();
        var id = rest.Count == 0 ? 0 : ++_lastCursor;
        if (id != 0) _cursors.Add(id, new($"{database}.{collection}", rest));
        return Batch(id, $"{database}.{collection}", "firstBatch", documents.Take(batch));
    }

    public MongoDocument Continue(long id, int batch)
    {
        if (!_cursors.Remove(id, out var cursor)) throw new MongoFault(43, "CursorNotFound", $"cursor id {id} not found");
        var rest = cursor.Rest.Skip(batch).ToList();
        if (rest.Count > 0) _cursors.Add(id, cursor with { Rest = rest });
        return Batch(rest.Count > 0 ? id : 0, cursor.Place, "nextBatch", cursor.Rest.Take(batch));
    }

    public bool Kill(long id) => _cursors.Remove(id);

    private static MongoDocument Batch(long id, string place, string name, IEnumerable<MongoDocument> documents) =>
        new(("cursor", new MongoDocument((name, documents.Select(d => (object?)d).ToList()), ("id", id), ("ns", place))));

    private sealed record Cursor(string Place, List<MongoDocument> Rest);
}
