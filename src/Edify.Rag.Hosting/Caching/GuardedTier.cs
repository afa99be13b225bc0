using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Keeps a tier's failures from questions: one that failed is left alone for a while, as if it held nothing.</summary>
internal sealed class GuardedTier(ICacheTier tier, ILogger logger, TimeProvider time)
{
    // So that a server that is down costs one timeout and not one a question.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long? _failed;

    public string Name => tier.Name;

    /// <summary>The bytes of a name, and whether the tier could tell.</summary>
    public async ValueTask<(bool Told, byte[]? Value)> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (IsLeftAlone) return (false, null);
        try
        {
            return (true, await tier.FindAsync(key, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Failed("read", e);
            return (false, null);
        }
    }

    /// <summary>Keeps bytes; tells whether they were kept.</summary>
    public async ValueTask<bool> StoreAsync(string key, byte[] value, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        if (IsLeftAlone) return false;
        try
        {
            await tier.StoreAsync(key, value, lifetime, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Failed("write", e);
            return false;
        }
    }

    private bool IsLeftAlone
    {
        get
        {
            lock (_lock) return _failed is { } failed && time.GetElapsedTime(failed) < Pause;
        }
    }

    private void Failed(string operation, Exception error)
    {
        AnswerInstruments.CacheFailures.Add(1, new("edify.cache.tier", tier.Name), new("edify.cache.operation", operation));
        lock (_lock)
        {
            // Calls that were under way tell the same.
            if (_failed is { } failed && time.GetElapsedTime(failed) < Pause) return;
            _failed = time.GetTimestamp();
        }

        logger.AnswerCacheFailed(tier.Name, error.GetType().Name, Pause);
    }
}
