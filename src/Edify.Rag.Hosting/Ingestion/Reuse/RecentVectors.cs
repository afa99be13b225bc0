namespace Edify.Rag.Hosting.Ingestion.Reuse;

/// <summary>The latest vectors of a run, in bounded memory, and which keys it has seen at all.</summary>
/// <remarks>Not safe for concurrent use. Of keys only their hash is kept: one taken for another costs a look-up that finds nothing.</remarks>
internal sealed class RecentVectors(int dimension)
{
    private const int MostBytes = 4 << 20;
    private const int Overhead = 160;
    private const int MostSeen = 1 << 19;

    private readonly int _capacity = MostBytes / (sizeof(float) * dimension + Overhead);
    private readonly Dictionary<string, ReadOnlyMemory<float>> _vectors = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly HashSet<int> _seen = [];

    public bool TryGet(string key, out ReadOnlyMemory<float> vector) => _vectors.TryGetValue(key, out vector);

    /// <summary>Whether the run may have met the key before.</summary>
    public bool HasSeen(string key) => _seen.Contains(HashOf(key));

    public void Add(string key, ReadOnlyMemory<float> vector)
    {
        if (_seen.Count < MostSeen) _seen.Add(HashOf(key));
        if (!_vectors.TryAdd(key, vector)) return;
        _order.Enqueue(key);
        if (_order.Count > _capacity) _vectors.Remove(_order.Dequeue());
    }

    private static int HashOf(string key) => key.GetHashCode(StringComparison.Ordinal);
}
