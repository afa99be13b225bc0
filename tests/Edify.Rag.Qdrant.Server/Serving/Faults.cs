namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>What is to go wrong: each entry for some of the requests to come that it is meant for.</summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public void Add(QdrantFault fault, int times, Func<string, string, bool>? when)
    {
        lock (_lock) _entries.Add(new(fault, when) { Left = times });
    }

    /// <summary>What goes wrong with a request, if anything.</summary>
    public QdrantFault? Next(string method, string path)
    {
        lock (_lock)
        {
            if (_entries.Find(e => e.When?.Invoke(method, path) is not false) is not { } entry) return null;
            if (--entry.Left == 0) _entries.Remove(entry);
            return entry.Fault;
        }
    }

    private sealed record Entry(QdrantFault Fault, Func<string, string, bool>? When)
    {
        public int Left { get; set; }
    }
}
