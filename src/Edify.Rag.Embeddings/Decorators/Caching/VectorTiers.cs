namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>The tiers of a cache, the fastest first: each is asked for what those before it lack, and gives it to them.</summary>
internal sealed class VectorTiers(IReadOnlyList<GuardedTier> tiers) : IDisposable
{
    public async ValueTask<Dictionary<VectorKey, ReadOnlyMemory<float>>> FindAsync(
        IReadOnlyList<VectorKey> keys, int? dimensions, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        var found = new Dictionary<VectorKey, ReadOnlyMemory<float>>();
        var left = keys;
        for (var i = 0; i < tiers.Count && left.Count > 0; i++)
        {
            if (!tiers[i].Keeps(purpose)) continue;
            var here = await tiers[i].FindAsync(left, dimensions, cancellationToken).ConfigureAwait(false);
            if (here.Count == 0) continue;
            await StoreAsync([.. here.Select(v => new KeyedVector(v.Key, v.Value))], purpose, before: i, cancellationToken).ConfigureAwait(false);
            foreach (var (key, vector) in here) found[key] = vector;
            left = [.. left.Where(k => !found.ContainsKey(k))];
        }

        return found;
    }

    public ValueTask StoreAsync(IReadOnlyCollection<KeyedVector> vectors, EmbeddingPurpose purpose, CancellationToken cancellationToken) =>
        StoreAsync(vectors, purpose, tiers.Count, cancellationToken);

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var tier in tiers) await tier.ClearAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var tier in tiers) tier.Dispose();
    }

    private async ValueTask StoreAsync(IReadOnlyCollection<KeyedVector> vectors, EmbeddingPurpose purpose, int before, CancellationToken cancellationToken)
    {
        for (var i = 0; i < before; i++) await tiers[i].StoreAsync(vectors, purpose, cancellationToken).ConfigureAwait(false);
    }
}
