using Edify.Rag.Hosting.Collections;

namespace Edify.Rag.Hosting.Library;

/// <summary>The collections behind a configured name: the one in use, the one that is being built, and the one that could be gone back to.</summary>
/// <remarks>What is closed or deleted must not come back with a switch.</remarks>
internal static class CollectionFamily
{
    /// <summary>The collections' own names, the one in use first; none where nothing was ingested yet.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(IVectorStore store, string name, CancellationToken cancellationToken)
    {
        string[] names = [name];
        if (store is ICollectionAliases aliases)
        {
            var all = await aliases.ListAliasesAsync(cancellationToken).ConfigureAwait(false);
            string[] others = [CollectionNames.NextOf(name), CollectionNames.PreviousOf(name)];
            names = [all.GetValueOrDefault(name, name), .. others.Where(all.ContainsKey).Select(alias => all[alias])];
        }

        var there = new List<string>();
        foreach (var candidate in names.Distinct(StringComparer.Ordinal))
        {
            if (await store.GetCollectionAsync(candidate, cancellationToken).ConfigureAwait(false) is not null) there.Add(candidate);
        }

        return there;
    }
}
