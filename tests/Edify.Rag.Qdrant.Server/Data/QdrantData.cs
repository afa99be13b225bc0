using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>All that the double holds. One call at a time reads or changes it.</summary>
internal sealed class QdrantData
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _late = new();

    public SortedDictionary<string, QdrantCollection> Collections { get; } = new(StringComparer.Ordinal);

    /// <summary>The collection that each alias stands for.</summary>
    public SortedDictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    public List<QdrantSnapshot> Snapshots { get; } = [];

    /// <summary>The collection of a name, or of an alias.</summary>
    public QdrantCollection this[string name] => Find(name) ?? throw QdrantError.NoCollection(name);

    public QdrantCollection? Find(string name) => Collections.GetValueOrDefault(Aliases.GetValueOrDefault(name, name));

    /// <summary>Answers a question. What was written without waiting is not seen by the first question that comes after it.</summary>
    public T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            try { return read(); }
            finally { CatchUp(); }
        }
    }

    /// <summary>Makes a change, behind all that came before it.</summary>
    public T Write<T>(Func<T> write)
    {
        lock (_lock)
        {
            CatchUp();
            return write();
        }
    }

    /// <summary>Takes a change, and makes it later; what it fails with nobody hears.</summary>
    public void WriteLater(Action write)
    {
        lock (_lock)
        {
            CatchUp();
            _late.Enqueue(write);
        }
    }

    private void CatchUp()
    {
        while (_late.TryDequeue(out var write))
        {
            try { write(); }
            catch (QdrantError) { /* As on the real server, only its log would tell. */ }
        }
    }
}
