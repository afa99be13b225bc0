namespace Edify.Rag.Vectors.Embedded.Aliases;

/// <summary>What an alias may be and stand for, and which collections may be dropped; checked while no alias changes.</summary>
internal static class AliasRules
{
    /// <exception cref="VectorStoreException">The alias can't stand for the collection.</exception>
    public static void CheckSet(string root, AliasTable aliases, string alias, string collection, Func<string, bool> exists)
    {
        if (aliases.Aliases.ContainsKey(collection))
            throw Refused($"'{collection}' is itself an alias, of '{aliases.Aliases[collection]}'; let '{alias}' stand for that.");
        if (exists(alias))
            throw Refused($"'{alias}' is the name of a collection in '{root}'; choose another alias, or drop the collection first.");
        if (!exists(collection))
            throw Refused($"There is no collection '{collection}' in '{root}' that '{alias}' could stand for. Make it first.");

        VectorStoreException Refused(string why) => new(root, collection, "set alias", why);
    }

    /// <exception cref="VectorStoreException">The name is an alias, or one stands for the collection.</exception>
    public static void CheckDrop(string root, AliasTable aliases, string name)
    {
        if (aliases.Aliases.TryGetValue(name, out var target))
            throw new VectorStoreException(root, name, "drop collection", $"'{name}' is an alias of '{target}' in '{root}': remove the alias, then drop the collection by its own name.");
        foreach (var (alias, collection) in aliases.Aliases)
        {
            if (collection == name)
                throw new VectorStoreException(root, name, "drop collection", $"The alias '{alias}' stands for '{name}' in '{root}': switch it to another collection or remove it first.");
        }
    }
}
