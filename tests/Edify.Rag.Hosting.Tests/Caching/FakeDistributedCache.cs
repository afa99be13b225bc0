using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace Edify.Rag.Hosting.Tests.Caching;

/// <summary>A distributed cache of which a test decides how it behaves.</summary>
internal sealed class FakeDistributedCache : IDistributedCache
{
    public ConcurrentDictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);

    public bool IsDown { get; set; }

    /// <summary>Changes what is read.</summary>
    public Func<string, byte[]?, byte[]?> Reads { get; set; } = static (_, value) => value;

    public int Calls { get; private set; }

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        Calls++;
        return IsDown ? throw new IOException("It is down.") : Task.FromResult(Reads(key, Entries.GetValueOrDefault(key)));
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Calls++;
        if (IsDown) throw new IOException("It is down.");
        Entries[key] = value;
        return Task.CompletedTask;
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();
}
