using Edify.Rag.Hosting.Embedding;

namespace Edify.Rag.Hosting.Startup;

/// <summary>Whether the store, the collection, the embedder and the access policy fit together; each misfit is one sentence.</summary>
internal sealed class StoreFit(IVectorStore store, Embedder embedder, PolicyNeeds policy, string collection)
{
    /// <summary>Conditions of the policy that the store can't apply; asks nobody.</summary>
    public IEnumerable<string> Capabilities()
    {
        var missing = policy.Capabilities & ~store.Capabilities;
        if (missing != VectorStoreCapabilities.None)
            yield return $"The access policy may filter by {missing}, which this vector store can't do (it does {store.Capabilities}); choose another store, or a policy that tells that it needs less (IAccessPolicyDetails).";
    }

    /// <summary>Whether the store answers and is of a version that works.</summary>
    /// <exception cref="VectorStoreException">It does not; the message says what to do.</exception>
    public Task ReachAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    /// <summary>Whether the embedder made the collection, if there is one.</summary>
    public async Task<IReadOnlyList<string>> EmbedderAsync(CancellationToken cancellationToken)
    {
        if (await store.GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false) is not { } there) return [];
        if (await IdentifyAsync(cancellationToken).ConfigureAwait(false) is not { } identity || identity.HasMade(there)) return [];
        return
        [
            $"Collection '{collection}' holds vectors of embedder '{there.Embedder}' ({there.Dimension} dimensions), and '{identity.Id}' ({identity.Dimension} dimensions) is configured: " +
            "configure the old embedder again, or have the collection embedded with the new one first (edify-rag reembed).",
        ];
    }

    /// <summary>Fields that every search filters by and the collection has no index on.</summary>
    public async Task<IReadOnlyList<string>> IndexesAsync(CancellationToken cancellationToken)
    {
        if (store is not IVectorStoreDetails details) return [];
        if (await details.GetIndexedFieldsAsync(collection, cancellationToken).ConfigureAwait(false) is not { } indexed) return [];
        var missing = policy.Fields.Keys.Prepend(RagFields.Tenant).Except(indexed, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? [] :
        [
            $"Collection '{collection}' has no index on {string.Join(", ", missing.Select(f => $"'{f}'"))}, which the access policy filters every search by; " +
            "make it anew (edify-rag reembed, or ingest --recreate), or add the index in the engine.",
        ];
    }

    // Without its embedder a pipeline answers by words; whether it fits is then found out with the first question that it takes.
    private async Task<EmbedderIdentity?> IdentifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await embedder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not RagConfigurationException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
