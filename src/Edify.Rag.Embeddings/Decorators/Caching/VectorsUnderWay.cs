using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>What one call found out; not changed any more once it is told.</summary>
internal sealed class FoundEmbeddings : Dictionary<VectorKey, Embedding<float>>;

/// <summary>Which vectors are being looked for, so that calls at one time for the same text make one search and one embedding.</summary>
internal sealed class VectorsUnderWay
{
    private readonly Lock _lock = new();
    private readonly Dictionary<VectorKey, Task<FoundEmbeddings>> _underWay = [];

    /// <summary>Divides keys into those that the caller is to look for and those that other calls look for already.</summary>
    /// <param name="keys">All that the caller wants.</param>
    /// <param name="done">Tells the others what the caller found.</param>
    public (List<VectorKey> Mine, HashSet<Task<FoundEmbeddings>> Others) Claim(IEnumerable<VectorKey> keys, Task<FoundEmbeddings> done)
    {
        var (mine, others) = (new List<VectorKey>(), new HashSet<Task<FoundEmbeddings>>());
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_underWay.TryAdd(key, done)) mine.Add(key);
                else others.Add(_underWay[key]);
            }
        }

        return (mine, others);
    }

    /// <summary>Gives up the caller's keys.</summary>
    public void Release(List<VectorKey> keys)
    {
        lock (_lock)
        {
            foreach (var key in keys) _underWay.Remove(key);
        }
    }
}
