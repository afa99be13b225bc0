using Edify.Rag.Hosting.Collections;

namespace Edify.Rag.Hosting.Erasure;

/// <summary>The collections that hold a pipeline's documents: the one in use, the one before it, and one that is being built.</summary>
internal sealed class ErasureCollections(IVectorStore store, string name)
{
    public async Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in (string[])[name, CollectionNames.PreviousOf(name), CollectionNames.NextOf(name)])
        {
            if (candidate != name && !CollectionNames.HasRoom(name)) continue;
            if (await store.GetCollectionAsync(candidate, cancellationToken).ConfigureAwait(false) is { } collection) found.Add(collection.Name);
        }

        return found;
    }
}
