using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Privacy.Encryption.Keys;

/// <summary>The keys of a pipeline, kept in memory; which one is current is asked for once a minute.</summary>
internal sealed class KeyRing(IKeyProvider provider, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SealingKey> _keys = new(StringComparer.Ordinal);
    private volatile Standing? _standing;

    /// <summary>The key for what is written now.</summary>
    public async ValueTask<SealingKey> CurrentAsync(CancellationToken cancellationToken) =>
        (await StandingAsync(cancellationToken).ConfigureAwait(false)).Current;

    /// <summary>All keys that stored texts may be under, the current one first.</summary>
    public async ValueTask<IReadOnlyList<SealingKey>> AllAsync(CancellationToken cancellationToken) =>
        (await StandingAsync(cancellationToken).ConfigureAwait(false)).All;

    /// <exception cref="RagStateException">There is no such key; the message names it.</exception>
    public async ValueTask<SealingKey> FindAsync(string id, string what, CancellationToken cancellationToken)
    {
        if (_keys.TryGetValue(id, out var known)) return known;
        return await ReadAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new RagStateException(what, $"{what} is encrypted with the key '{id}', which the key provider does not have; give it that key again.");
    }

    /// <summary>Asks the provider anew with the next use.</summary>
    public void Refresh() => _standing = null;

    private async ValueTask<Standing> StandingAsync(CancellationToken cancellationToken)
    {
        if (_standing is { } standing && time.GetElapsedTime(standing.At) < Fresh) return standing;
        var id = await provider.GetCurrentIdAsync(cancellationToken).ConfigureAwait(false);
        var current = await ReadAsync(KeyText.CheckId(id, "The key provider"), cancellationToken).ConfigureAwait(false)
            ?? throw new RagConfigurationException($"The current key is '{id}', and the key provider does not have it.");
        var all = new List<SealingKey> { current };
        foreach (var other in await provider.ListIdsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (other != id && await ReadAsync(other, cancellationToken).ConfigureAwait(false) is { } key) all.Add(key);
        }

        return _standing = new(current, all, time.GetTimestamp());
    }

    private async ValueTask<SealingKey?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (_keys.TryGetValue(id, out var known)) return known;
        if (await provider.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } key) return null;
        if (key.Length != KeyText.KeyBytes) throw new RagConfigurationException($"The key '{id}' has {key.Length} bytes; it must have {KeyText.KeyBytes}.");
        return _keys.GetOrAdd(id, new SealingKey(id, key.Span));
    }

    private sealed record Standing(SealingKey Current, IReadOnlyList<SealingKey> All, long At);
}
