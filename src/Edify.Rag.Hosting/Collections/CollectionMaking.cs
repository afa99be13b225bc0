namespace Edify.Rag.Hosting.Collections;

/// <summary>Makes, finds and deletes the collection behind a configured name, which is an alias where the store has aliases.</summary>
/// <remarks>
/// So that it can be built anew beside the one in use, and put in its place. A plain collection of the name, as stores without
/// aliases have it and earlier versions made it, stays what it is.
/// </remarks>
internal static class CollectionMaking
{
    /// <summary>Makes the collection, or checks that the one there is fits. Doing it again, or side by side, changes nothing.</summary>
    /// <returns>The collection's own name: what a run writes to, whatever becomes of the alias meanwhile.</returns>
    /// <exception cref="VectorStoreException">It exists with another dimension or embedder.</exception>
    public static async Task<string> EnsureAsync(IVectorStore store, CollectionDefinition definition, CancellationToken cancellationToken)
    {
        if (store is ICollectionAliases aliases && CollectionNames.HasRoom(definition.Name)
            && await store.GetCollectionAsync(definition.Name, cancellationToken).ConfigureAwait(false) is null)
        {
            // A copy that was about to take the name over when its process died.
            var all = await aliases.ListAliasesAsync(cancellationToken).ConfigureAwait(false);
            if (!all.TryGetValue(CollectionNames.NextOf(definition.Name), out var physical))
            {
                physical = await FreeAsync(store, definition.Name, 1, definition, cancellationToken).ConfigureAwait(false);
                await store.EnsureCollectionAsync(definition with { Name = physical }, cancellationToken).ConfigureAwait(false);
            }

            await aliases.SetAliasAsync(definition.Name, physical, cancellationToken).ConfigureAwait(false);
        }

        await store.EnsureCollectionAsync(definition, cancellationToken).ConfigureAwait(false);
        return await ResolveAsync(store, definition.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The collection's own name.</summary>
    public static async Task<string> ResolveAsync(IVectorStore store, string name, CancellationToken cancellationToken) =>
        store is ICollectionAliases aliases
            ? (await aliases.ListAliasesAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(name, name)
            : name;

    /// <summary>Deletes the collection; behind an alias, the alias goes first.</summary>
    public static async Task<bool> DropAsync(IVectorStore store, string name, CancellationToken cancellationToken)
    {
        var physical = await ResolveAsync(store, name, cancellationToken).ConfigureAwait(false);
        if (physical != name) await ((ICollectionAliases)store).RemoveAliasAsync(name, cancellationToken).ConfigureAwait(false);
        return await store.DropCollectionAsync(physical, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first number from one on whose collection is not there, or is the empty one that was left of a making that was cut short.</summary>
    public static async Task<string> FreeAsync(IVectorStore store, string name, int first, CollectionDefinition definition, CancellationToken cancellationToken)
    {
        for (var number = first; ; number++)
        {
            var candidate = CollectionNames.Numbered(name, number);
            var there = await store.GetCollectionAsync(candidate, cancellationToken).ConfigureAwait(false);
            if (there is null) return candidate;
            if ((there.Embedder, there.Dimension) == (definition.Embedder, definition.Dimension)
                && (await store.MeasureCollectionAsync(candidate, cancellationToken).ConfigureAwait(false)).Records == 0) return candidate;
        }
    }
}
