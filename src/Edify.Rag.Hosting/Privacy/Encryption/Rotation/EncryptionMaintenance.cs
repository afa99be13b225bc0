using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Privacy.Encryption.Rotation;

/// <summary>Reads what is under other keys through the pipeline's store and writes it again, which encrypts it with the current one.</summary>
internal sealed class EncryptionMaintenance(IVectorStore store, KeyRing keys, string collection) : IEncryptionMaintenance
{
    private const int Batch = 128;
    private const string Reason = "encryption maintenance";

    public async Task<EncryptionStatus> GetStatusAsync(IReadOnlyList<string> tenants, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenants);
        keys.Refresh();
        var known = await keys.AllAsync(cancellationToken).ConfigureAwait(false);
        var under = known.ToDictionary(key => key.Id, _ => 0L, StringComparer.Ordinal);
        var (unencrypted, unknown) = (0L, 0L);
        foreach (var scope in Scopes(tenants))
        {
            var all = await CountAsync(scope, VectorFilter.All, cancellationToken).ConfigureAwait(false);
            var plain = all - await CountAsync(scope, VectorFilter.Exists(RagFields.CipherKey), cancellationToken).ConfigureAwait(false);
            var named = 0L;
            foreach (var key in known)
            {
                var count = await CountAsync(scope, VectorFilter.Equal(RagFields.CipherKey, key.Id), cancellationToken).ConfigureAwait(false);
                under[key.Id] += count;
                named += count;
            }

            unencrypted += plain;
            unknown += Math.Max(0, all - plain - named);
        }

        return new(known[0].Id, under, unencrypted, unknown);
    }

    public async Task<long> RotateAsync(IReadOnlyList<string> tenants, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenants);
        keys.Refresh();
        var current = await keys.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var options = new ScanOptions { Filter = !VectorFilter.Equal(RagFields.CipherKey, current.Id), IncludeVectors = true };
        var done = 0L;
        foreach (var scope in Scopes(tenants))
        {
            var stale = new List<VectorRecord>(Batch);
            await foreach (var record in store.ScanAsync(collection, scope, options, cancellationToken).ConfigureAwait(false))
            {
                stale.Add(record);
                if (stale.Count == Batch) await WriteAsync().ConfigureAwait(false);
            }

            if (stale.Count > 0) await WriteAsync().ConfigureAwait(false);

            async Task WriteAsync()
            {
                await store.UpsertAsync(collection, stale, cancellationToken).ConfigureAwait(false);
                done += stale.Count;
                stale.Clear();
                progress?.Report(done);
            }
        }

        return done;
    }

    private Task<long> CountAsync(AccessScope scope, VectorFilter filter, CancellationToken cancellationToken) => store.CountAsync(collection, scope, filter, cancellationToken);

    private static IEnumerable<AccessScope> Scopes(IReadOnlyList<string> tenants) => tenants.Distinct(StringComparer.Ordinal).Select(tenant => AccessScope.ForSystem(tenant, Reason));
}
