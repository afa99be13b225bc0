using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Caching;

/// <summary>The tiers of the answer cache, the fastest first: this process's memory, then what machines share.</summary>
internal sealed class CacheTiers : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Func<AnswerCacheOptions> _options;
    private readonly GuardedTier? _shared;
    private readonly Lock _lock = new();
    private MemoryTier? _memory;

    public CacheTiers(
        IDistributedCache? distributed, Func<AnswerCacheOptions> options, ILogger logger, TimeProvider time, Func<ICacheTier, ICacheTier>? protect = null)
    {
        (_time, _options) = (time, options);
        if (distributed is null) return;
        var shared = new DistributedTier(distributed, () => options().DistributedTimeout, time);
        _shared = new(protect?.Invoke(shared) ?? shared, logger, time);
    }

    /// <summary>What machines share; <see langword="null"/> where they share nothing.</summary>
    public GuardedTier? Shared => _options().Distributed ? _shared : null;

    /// <summary>The bytes of a name and the tier that had them.</summary>
    public async ValueTask<(byte[] Value, string Tier)?> FindAsync(string key, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        var memory = Memory(options);
        if (memory is not null && await memory.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } near) return (near, memory.Name);
        if (Shared is not { } shared || (await shared.FindAsync(key, cancellationToken).ConfigureAwait(false)).Value is not { } far) return null;
        if (memory is not null) await memory.StoreAsync(key, far, options.Lifetime, cancellationToken).ConfigureAwait(false);
        return (far, shared.Name);
    }

    /// <summary>The bytes of a name that several processes change: as the shared tier has them, where there is one.</summary>
    public async ValueTask<byte[]?> FindCommonAsync(string key, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        if (Shared is { } shared) return (await shared.FindAsync(key, cancellationToken).ConfigureAwait(false)).Value;
        return Memory(options) is { } memory ? await memory.FindAsync(key, cancellationToken).ConfigureAwait(false) : null;
    }

    public async ValueTask StoreAsync(string key, byte[] value, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        if (Memory(options) is { } memory) await memory.StoreAsync(key, value, options.Lifetime, cancellationToken).ConfigureAwait(false);
        if (Shared is { } shared) await shared.StoreAsync(key, value, options.Lifetime, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Empties this process's memory.</summary>
    public void Forget()
    {
        lock (_lock) _memory?.Clear();
    }

    public void Dispose()
    {
        lock (_lock) _memory?.Dispose();
    }

    // Of the size that the options say now; another one begins empty.
    private MemoryTier? Memory(AnswerCacheOptions options)
    {
        lock (_lock)
        {
            if ((_memory?.MaxBytes ?? 0) == options.MemoryBytes) return _memory;
            _memory?.Clear();
            return _memory = options.MemoryBytes == 0 ? null : new(options.MemoryBytes, _time);
        }
    }
}
