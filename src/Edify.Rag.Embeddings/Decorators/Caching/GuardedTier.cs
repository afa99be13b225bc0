using Edify.Rag.Embeddings.Decorators.Telemetry;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Keeps a tier's failures from embedding: one that failed is left alone for a while, as if it held nothing.</summary>
internal sealed class GuardedTier(IVectorTier tier, ILogger logger, TimeProvider time) : IDisposable
{
    // So that a server that is down costs one timeout and not one a call.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long? _failed;

    public bool Keeps(EmbeddingPurpose purpose) => tier.Keeps(purpose);

    /// <summary>The vectors that the tier has of the right length.</summary>
    /// <param name="keys">What is wanted.</param>
    /// <param name="dimensions">Length of the vectors, if it is known.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async ValueTask<Dictionary<VectorKey, ReadOnlyMemory<float>>> FindAsync(
        IReadOnlyList<VectorKey> keys, int? dimensions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<VectorKey, ReadOnlyMemory<float>>();
        if (IsLeftAlone) return found;
        try
        {
            await tier.FindAsync(keys, found, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Failed("read", e);
        }

        foreach (var (key, vector) in found)
            if (vector.IsEmpty || vector.Length != (dimensions ?? vector.Length)) found.Remove(key);
        Count(found.Count, "hit");
        Count(keys.Count - found.Count, "miss");
        return found;
    }

    public async ValueTask StoreAsync(IReadOnlyCollection<KeyedVector> vectors, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        if (vectors.Count == 0 || IsLeftAlone || !tier.Keeps(purpose)) return;
        try
        {
            await tier.StoreAsync(vectors, purpose, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Failed("write", e);
        }
    }

    /// <summary>Deletes all vectors; whoever asks for that is told when it fails.</summary>
    public ValueTask ClearAsync(CancellationToken cancellationToken) => tier.ClearAsync(cancellationToken);

    public void Dispose() => tier.Dispose();

    private bool IsLeftAlone
    {
        get
        {
            lock (_lock) return _failed is { } failed && time.GetElapsedTime(failed) < Pause;
        }
    }

    private void Failed(string operation, Exception error)
    {
        EmbeddingInstruments.CacheFailures.Add(1, new("edify.cache.tier", tier.Name), new("edify.cache.operation", operation));
        lock (_lock)
        {
            // Calls that were under way tell the same.
            if (_failed is { } failed && time.GetElapsedTime(failed) < Pause) return;
            _failed = time.GetTimestamp();
        }

        logger.CacheTierFailed(tier.Name, ErrorType.Of(error), Pause);
    }

    private void Count(int texts, string result)
    {
        if (texts > 0) EmbeddingInstruments.CacheLookups.Add(texts, new("edify.cache.tier", tier.Name), new("edify.cache.result", result));
    }
}
