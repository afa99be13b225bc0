using System.Collections.Concurrent;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Client;

/// <summary>Which server opened a cursor: only that one can go on with it. Safe for concurrent use.</summary>
internal sealed class CursorHomes
{
    // Cursors that nobody reads to their end or kills time out on the server, and are forgotten here in time.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<long, MongoAddress> _homes = new();
    private readonly ConcurrentQueue<long> _order = new();

    public MongoAddress? Of(long cursor) => cursor != 0 && _homes.TryGetValue(cursor, out var home) ? home : null;

    /// <summary>Remembers or forgets a cursor, by what a server answers.</summary>
    public void Note(CommandTraits traits, MongoAddress server, ReadOnlySpan<byte> reply)
    {
        if (traits.Name == "killCursors")
        {
            _homes.TryRemove(traits.Cursor, out _);
            return;
        }

        if (!traits.IsRead && traits.Cursor == 0) return;
        var reader = new BsonReader(reply);
        if (!reader.Find("cursor"u8) || reader.Type is not BsonType.Document) return;
        var cursor = reader.GetDocument();
        if (!cursor.Find("id"u8)) return;
        var id = cursor.ToInt64();
        if (id == 0) _homes.TryRemove(traits.Cursor, out _);
        else if (_homes.TryAdd(id, server)) Remember(id);
    }

    private void Remember(long id)
    {
        _order.Enqueue(id);
        while (_order.Count > Most && _order.TryDequeue(out var oldest)) _homes.TryRemove(oldest, out _);
    }
}
