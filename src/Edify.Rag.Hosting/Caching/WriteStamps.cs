using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Tells that the content of a store has changed, where the store itself can't: a stamp that every write renews.</summary>
/// <remarks>
/// Each write renews it before and after: a process that dies in between leaves no old answer behind. With a distributed cache the stamp
/// lies there, and every machine that reads or writes by it knows of the others; without one it is this process's. Writes that go past
/// pipelines with this cache are not seen: their answers last for their lifetime.
/// </remarks>
internal sealed class WriteStamps(string place, CacheTiers tiers, ILogger logger)
{
    private readonly string _process = Guid.NewGuid().ToString("n");
    private long _writes;
    private int _open;
    private volatile bool _isUntold;

    /// <summary>Whether the pipeline's store renews the stamp.</summary>
    public bool IsInUse { get; set; }

    /// <summary>The stamp as it is; <see langword="null"/> while nothing may be kept or served by it.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!IsInUse || Volatile.Read(ref _open) > 0 || _isUntold) return null;
        if (tiers.Shared is not { } shared) return string.Create(CultureInfo.InvariantCulture, $"{_process}.{Interlocked.Read(ref _writes)}");
        var (told, stamp) = await shared.FindAsync(Key, cancellationToken).ConfigureAwait(false);
        if (!told) return null;
        return stamp is not null ? Encoding.UTF8.GetString(stamp) : await RenewAsync(shared, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a change of the store, and makes it known.</summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        // Nothing is kept or served while the store changes.
        Interlocked.Increment(ref _open);
        try
        {
            await TellAsync().ConfigureAwait(false);
            return await write().ConfigureAwait(false);
        }
        finally
        {
            await TellAsync().ConfigureAwait(false);
            Interlocked.Decrement(ref _open);
        }
    }

    private string Key => $"stamp:{place}";

    // Not to be given up: the write has happened, or is about to.
    private async Task TellAsync()
    {
        Interlocked.Increment(ref _writes);
        if (tiers.Shared is not { } shared) return;
        _isUntold = await RenewAsync(shared, CancellationToken.None).ConfigureAwait(false) is null;
        if (_isUntold) logger.StampFailed();
    }

    private async ValueTask<string?> RenewAsync(GuardedTier shared, CancellationToken cancellationToken)
    {
        var stamp = Guid.NewGuid().ToString("n");
        return await shared.StoreAsync(Key, Encoding.UTF8.GetBytes(stamp), lifetime: null, cancellationToken).ConfigureAwait(false) ? stamp : null;
    }
}
