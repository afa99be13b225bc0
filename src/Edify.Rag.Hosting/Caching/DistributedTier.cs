using Microsoft.Extensions.Caching.Distributed;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Bytes in a cache that several processes share, such as Redis.</summary>
internal sealed class DistributedTier(IDistributedCache cache, Func<TimeSpan> timeout, TimeProvider time) : ICacheTier
{
    public string Name => "distributed";

    public async ValueTask<byte[]?> FindAsync(string key, CancellationToken cancellationToken)
    {
        // Who waits no longer takes the request along, where the cache's client looks at its token.
        using var late = new CancellationTokenSource(timeout(), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        return await cache.GetAsync(NameOf(key), stop.Token).WaitAsync(stop.Token).ConfigureAwait(false);
    }

    public async ValueTask StoreAsync(string key, byte[] value, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout(), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime };
        await cache.SetAsync(NameOf(key), value, entry, stop.Token).WaitAsync(stop.Token).ConfigureAwait(false);
    }

    internal static string NameOf(string key) => $"edify:answers:{key}";
}
