using Microsoft.Extensions.Caching.Memory;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Bytes in this process's memory, within a number of bytes; what was not used for longest goes first.</summary>
internal sealed class MemoryTier(long maxBytes, TimeProvider time) : ICacheTier, IDisposable
{
    // What key, entry and array take besides the bytes.
    private const int Overhead = 400;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = maxBytes, CompactionPercentage = 0.1 });

    public string Name => "memory";

    public long MaxBytes => maxBytes;

    public ValueTask<byte[]?> FindAsync(string key, CancellationToken cancellationToken) =>
        new(_cache.TryGetValue(key, out Entry? entry) && entry is not null && entry.Until > time.GetUtcNow() ? entry.Value : null);

    public ValueTask StoreAsync(string key, byte[] value, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        // The cache's own clock is the system's; entries that are out of date leave it as the least used.
        var until = lifetime is { } limit ? time.GetUtcNow() + limit : DateTimeOffset.MaxValue;
        _cache.Set(key, new Entry(value, until), new MemoryCacheEntryOptions { Size = value.Length + Overhead });
        return ValueTask.CompletedTask;
    }

    public void Clear() => _cache.Clear();

    public void Dispose() => _cache.Dispose();

    private sealed record Entry(byte[] Value, DateTimeOffset Until);
}
