using Edify.Rag.Hosting.Caching;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Privacy.Encryption;

/// <summary>Keeps answers in a cache that can't read them. What it can't decrypt is to it as if it were not there.</summary>
internal sealed class EncryptingTier(ICacheTier inner, KeyRing keys) : ICacheTier
{
    public string Name => inner.Name;

    public async ValueTask<byte[]?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (await inner.FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } bytes || Envelope.TryReadKey(bytes) is not { } id) return null;
        try
        {
            const string What = "An entry of the answer cache";
            return Envelope.Open(await keys.FindAsync(id, What, cancellationToken).ConfigureAwait(false), bytes, Envelope.Owner("answer", key), What);
        }
        catch (RagStateException)
        {
            // Of a key that was retired, or changed on the way: the question is answered anew.
            return null;
        }
    }

    public async ValueTask StoreAsync(string key, byte[] value, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var current = await keys.CurrentAsync(cancellationToken).ConfigureAwait(false);
        await inner.StoreAsync(key, Envelope.Seal(current, value, Envelope.Owner("answer", key)), lifetime, cancellationToken).ConfigureAwait(false);
    }
}
