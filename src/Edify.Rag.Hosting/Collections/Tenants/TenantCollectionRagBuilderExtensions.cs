using Edify.Rag.Hosting.Collections.Tenants;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Keeps tenants apart in the vector store.</summary>
public static class TenantCollectionRagBuilderExtensions
{
    /// <summary>
    /// Gives each tenant a collection of its own in the vector store, made with its first document; without this all tenants share one,
    /// whose filters keep them apart.
    /// </summary>
    /// <remarks>
    /// Then not even the weights of words are of several tenants. The name of the collection may have 37 characters. Collections can't be
    /// embedded anew beside the ones in use (<see cref="ICollectionMaintenance"/>), and a question's words are not weighed by how rare
    /// they are (<see cref="ITermStatistics"/>). Documents that were ingested without it must be ingested again.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseTenantCollections(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        return builder.Decorate<IVectorStore>("collection per tenant", (inner, sp) =>
        {
            var collection = sp.GetOptions<RagOptions>(name).Collection;
            return collection.Length <= TenantCollectionNames.LongestBase
                ? TenantCollectionStore.Around(inner)
                : throw new RagConfigurationException($"EdifyRag: Collection '{collection}' is longer than {TenantCollectionNames.LongestBase} characters, which leaves no room for the names of tenants' collections.");
        });
    }
}
