using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Hosting.Caching;

/// <summary>How often each tenant's answers were cleared, as a part of every key: what was kept before is not found any more.</summary>
internal sealed class ClearedTenants(CacheTiers tiers)
{
    private readonly ConcurrentDictionary<string, long> _own = new(StringComparer.Ordinal);

    /// <summary>The tenant's generation, as all machines see it where they share a cache.</summary>
    public async ValueTask<string> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        var own = _own.GetValueOrDefault(tenant).ToString(CultureInfo.InvariantCulture);
        if (tiers.Shared is not { } shared) return own;
        var (told, generation) = await shared.FindAsync(KeyOf(tenant), cancellationToken).ConfigureAwait(false);

        // While the shared cache is away, this process goes by what it knows.
        return told ? generation is null ? string.Empty : Encoding.UTF8.GetString(generation) : "own." + own;
    }

    /// <summary>Begins a new generation; tells whether all machines know.</summary>
    public async ValueTask<bool> AdvanceAsync(string tenant, CancellationToken cancellationToken)
    {
        _own.AddOrUpdate(tenant, 1, static (_, count) => count + 1);
        tiers.Forget();
        return tiers.Shared is not { } shared ||
            await shared.StoreAsync(KeyOf(tenant), Encoding.UTF8.GetBytes(Guid.NewGuid().ToString("n")), lifetime: null, cancellationToken).ConfigureAwait(false);
    }

    private static string KeyOf(string tenant) => $"cleared:{AnswerKey.Hash([tenant])}";
}
