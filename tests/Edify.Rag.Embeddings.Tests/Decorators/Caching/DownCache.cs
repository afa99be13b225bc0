using Microsoft.Extensions.Caching.Distributed;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

/// <summary>A distributed cache that fails, or answers as it is told to.</summary>
internal sealed class DownCache : IDistributedCache
{
    private int _calls;

    public int Calls => _calls;

    public Func<Task> Answer { get; set; } = () => throw new IOException("No connection to secret-host.");

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        Interlocked.Increment(ref _calls);
        await Answer();
        return null;
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Interlocked.Increment(ref _calls);
        await Answer();
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();
}
