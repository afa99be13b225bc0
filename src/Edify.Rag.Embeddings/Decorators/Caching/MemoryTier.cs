using Microsoft.Extensions.Caching.Memory;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Vectors in this process's memory, within a number of bytes; what was not used for longest goes first, passages before questions.</summary>
internal sealed class MemoryTier(long maxBytes) : IVectorTier
{
    // What key, entry and array take besides the numbers.
    private const int Overhead = 256;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = maxBytes, CompactionPercentage = 0.1 });

    public string Name => "memory";

    public int Count => _cache.Count;

    public bool Keeps(EmbeddingPurpose purpose) => true;

    public ValueTask FindAsync(IReadOnlyList<VectorKey> keys, Dictionary<VectorKey, ReadOnlyMemory<float>> found, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
            if (_cache.TryGetValue(key, out float[]? vector)) found[key] = vector;
        return ValueTask.CompletedTask;
    }

    public ValueTask StoreAsync(IReadOnlyCollection<KeyedVector> vectors, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        foreach (var (key, vector) in vectors)
        {
            // A copy: the embedder's memory may be a part of something larger, or used again.
            using var entry = _cache.CreateEntry(key);
            entry.Value = vector.ToArray();
            entry.Size = Overhead + (long)vector.Length * sizeof(float);
            entry.Priority = purpose == EmbeddingPurpose.Query ? CacheItemPriority.High : CacheItemPriority.Normal;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        _cache.Clear();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _cache.Dispose();
}
