using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Collections.Tenants;

/// <content>What is asked within a scope. A tenant that has no collection gets what one with an empty collection gets.</content>
internal abstract partial class TenantCollectionStore
{
    // For the collection of the name, whose records are nobody's.
    private static readonly AccessScope Nobody = AccessScope.For(new("nobody", "nobody"), VectorFilter.None);

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);

        // The one of the name says what is wrong with the query as any other does.
        var own = await FindAsync(collection, scope.Tenant, cancellationToken).ConfigureAwait(false);
        await foreach (var match in inner.SearchAsync(own ?? collection, query, own is null ? Nobody : scope, cancellationToken).ConfigureAwait(false)) yield return match;
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var own = await FindAsync(collection, scope.Tenant, cancellationToken).ConfigureAwait(false);
        await foreach (var record in inner.ScanAsync(own ?? collection, own is null ? Nobody : scope, options, cancellationToken).ConfigureAwait(false)) yield return record;
    }

    public async Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var own = await FindAsync(collection, scope.Tenant, cancellationToken).ConfigureAwait(false);
        return await inner.CountAsync(own ?? collection, own is null ? Nobody : scope, filter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Around a store that tells nothing of itself.</summary>
    private sealed class Plain(IVectorStore inner) : TenantCollectionStore(inner);

    /// <summary>Around a store that tells of itself.</summary>
    private sealed class Detailed(IVectorStore inner) : TenantCollectionStore(inner), IVectorStoreDetails
    {
        private readonly IVectorStoreDetails _details = (IVectorStoreDetails)inner;

        public VectorStoreMetadata Metadata => _details.Metadata;

        public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
            _details.GetIndexedFieldsAsync(collection, cancellationToken);

        // It is asked for without a tenant, and so names the content of all of them.
        public async Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default)
        {
            var versions = new List<string>();
            foreach (var own in (string[])[collection, .. await ExistingAsync(collection, cancellationToken).ConfigureAwait(false)])
            {
                if (await _details.GetContentVersionAsync(own, cancellationToken).ConfigureAwait(false) is not { } version) return null;
                versions.Add($"{own}={version}");
            }

            return Caching.AnswerKey.Hash(versions);
        }
    }
}
