using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Hosting.Collections.Tenants;

/// <summary>Knows which tenants have a collection: a record for each, in the collection of the configured name, which holds nothing else.</summary>
/// <remarks>Only maintenance reads it: nothing that a tenant asks depends on how many others there are.</remarks>
internal sealed class TenantRegistry(IVectorStore store)
{
    // Of no tenant that could ask: theirs are looked for in collections of their own.
    private const string Registry = "edify:tenants";

    private static readonly AccessScope Scope = AccessScope.ForSystem(Registry, "tenants of a collection");

    /// <summary>Tenants that have a collection, or are about to.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string collection, CancellationToken cancellationToken)
    {
        if (await store.GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false) is null) return [];
        var tenants = new List<string>();
        await foreach (var record in store.ScanAsync(collection, Scope, null, cancellationToken).ConfigureAwait(false))
            if (record.TextOf(RagFields.Name) is { } tenant) tenants.Add(tenant);
        return tenants;
    }

    /// <summary>Writes a tenant down. Doing it again changes nothing.</summary>
    public Task AddAsync(string collection, string tenant, int dimension, CancellationToken cancellationToken)
    {
        var vector = new float[dimension];
        vector[0] = 1;
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal) { [RagFields.Tenant] = Registry, [RagFields.Name] = tenant };
        return store.UpsertAsync(collection, [new(IdOf(tenant), string.Empty, fields) { Vector = vector }], cancellationToken);
    }

    private static Guid IdOf(string tenant) => new(SHA256.HashData(Encoding.UTF8.GetBytes(tenant)).AsSpan(0, 16));
}
