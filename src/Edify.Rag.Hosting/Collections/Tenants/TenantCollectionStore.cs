using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Collections.Tenants;

/// <summary>Gives each tenant a collection of its own behind one name: whatever is asked within a scope goes to the scope's tenant's.</summary>
/// <remarks>
/// So that not even weights of words, indexes or sizes are of several tenants. It hides the aliases of the store, each of which would
/// have to be switched for all tenants at once, and its counts of words, which would be asked for without a tenant.
/// </remarks>
internal abstract partial class TenantCollectionStore(IVectorStore inner) : IVectorStore
{
    private readonly TenantRegistry _registry = new(inner);
    private readonly ConcurrentDictionary<string, CollectionDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public static IVectorStore Around(IVectorStore store) => store is IVectorStoreDetails ? new Detailed(store) : new Plain(store);

    public VectorStoreCapabilities Capabilities => inner.Capabilities;

    public async Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        await inner.EnsureCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
        _definitions[collection.Name] = collection;
        foreach (var tenant in await _registry.ListAsync(collection.Name, cancellationToken).ConfigureAwait(false))
            await inner.EnsureCollectionAsync(collection with { Name = TenantCollectionNames.Of(collection.Name, tenant) }, cancellationToken).ConfigureAwait(false);
    }

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        inner.GetCollectionAsync(collection, cancellationToken);

    public async Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        var all = await inner.MeasureCollectionAsync(collection, cancellationToken).ConfigureAwait(false) with { Records = 0 };
        foreach (var own in await ExistingAsync(collection, cancellationToken).ConfigureAwait(false))
        {
            var size = await inner.MeasureCollectionAsync(own, cancellationToken).ConfigureAwait(false);
            all = new(all.Records + size.Records, all.Bytes + size.Bytes);
        }

        return all;
    }

    // The registry goes last: a drop that is cut short knows the rest when it is done again.
    public async Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        foreach (var tenant in await _registry.ListAsync(collection, cancellationToken).ConfigureAwait(false))
        {
            var own = TenantCollectionNames.Of(collection, tenant);
            _known.TryRemove(own, out _);
            await inner.DropCollectionAsync(own, cancellationToken).ConfigureAwait(false);
        }

        _definitions.TryRemove(collection, out _);
        return await inner.DropCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
    }

    public async Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var group in records.GroupBy(TenantOf, StringComparer.Ordinal))
        {
            var own = await MakeAsync(collection, group.Key, cancellationToken).ConfigureAwait(false);
            await inner.UpsertAsync(own, [.. group], cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default) =>
        MaintainAsync(collection, filter, own => inner.DeleteAsync(own, filter, cancellationToken), cancellationToken);

    public Task<long> UpdateFieldsAsync(
        string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.ContainsKey(RagFields.Tenant)) throw new ArgumentException("A record can't be given to another tenant, whose collection is another.", nameof(fields));
        return MaintainAsync(collection, filter, own => inner.UpdateFieldsAsync(own, filter, fields, cancellationToken), cancellationToken);
    }

    public Task CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);

    private static string TenantOf(VectorRecord record) => record.TextOf(RagFields.Tenant) is { Length: > 0 } tenant
        ? tenant
        : throw new ArgumentException("A record names no tenant, so that it has no collection.", nameof(record));

    private async Task<long> MaintainAsync(string collection, VectorFilter filter, Func<string, Task<long>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (TenantCollectionNames.TenantOf(filter) is { } tenant)
            return await FindAsync(collection, tenant, cancellationToken).ConfigureAwait(false) is { } own ? await work(own).ConfigureAwait(false) : 0;
        var sum = 0L;
        foreach (var each in await ExistingAsync(collection, cancellationToken).ConfigureAwait(false)) sum += await work(each).ConfigureAwait(false);
        return sum;
    }

    private async Task<IReadOnlyList<string>> ExistingAsync(string collection, CancellationToken cancellationToken)
    {
        var existing = new List<string>();
        foreach (var tenant in await _registry.ListAsync(collection, cancellationToken).ConfigureAwait(false))
            if (await FindAsync(collection, tenant, cancellationToken).ConfigureAwait(false) is { } own) existing.Add(own);
        return existing;
    }

    /// <summary>The tenant's collection; <see langword="null"/> when the tenant has none.</summary>
    /// <exception cref="VectorStoreException">There is no collection of the name at all.</exception>
    private async ValueTask<string?> FindAsync(string collection, string tenant, CancellationToken cancellationToken)
    {
        var own = TenantCollectionNames.Of(collection, tenant);
        if (_known.ContainsKey(own)) return own;
        if (await inner.GetCollectionAsync(own, cancellationToken).ConfigureAwait(false) is not null)
        {
            _known[own] = true;
            return own;
        }

        // As a store says it of a collection that is not there.
        if (await inner.GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false) is null)
            await inner.MeasureCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
        return null;
    }

    // Written down before it is made: what is made must be found by who deletes it all.
    private async Task<string> MakeAsync(string collection, string tenant, CancellationToken cancellationToken)
    {
        if (await FindAsync(collection, tenant, cancellationToken).ConfigureAwait(false) is { } there) return there;
        var own = TenantCollectionNames.Of(collection, tenant);
        var definition = _definitions.GetValueOrDefault(collection) ?? await DefinitionAsync(collection, cancellationToken).ConfigureAwait(false);
        await _registry.AddAsync(collection, tenant, definition.Dimension, cancellationToken).ConfigureAwait(false);
        await inner.EnsureCollectionAsync(definition with { Name = own }, cancellationToken).ConfigureAwait(false);
        _known[own] = true;
        return own;
    }

    private async Task<CollectionDefinition> DefinitionAsync(string collection, CancellationToken cancellationToken) =>
        await inner.GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false) is { } info
            ? new(collection, info.Dimension, info.Embedder, Ingestion.ChunkRecords.Fields)
            : throw new VectorStoreException("vectors", collection, "upsert", $"There is no collection '{collection}'.");
}
