namespace Edify.Rag;

/// <summary>Names that stand for a collection and are switched in one step. Stores that have them implement this beside <see cref="IVectorStore"/>.</summary>
/// <remarks>
/// <para>
/// So a collection is built anew beside the one in use, and put in its place, and back, between two questions. Wherever
/// <see cref="IVectorStore"/> takes a collection's name it takes an alias, which is looked up once a call: one search never sees
/// two collections. Only <see cref="IVectorStore.DropCollectionAsync"/> refuses an alias, and a collection that an alias stands for.
/// </para>
/// <para>
/// An alias follows the rules of a collection's name and is never that of a collection, nor stands for another alias. Aliases last
/// as the collections do, and are seen by every process that uses the store. A decorator of a store that has aliases implements
/// this too, and passes it on; otherwise it hides them.
/// </para>
/// Safe for concurrent use.
/// </remarks>
public interface ICollectionAliases
{
    /// <summary>All aliases with the collections that they stand for.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes an alias, or switches it to another collection; searches see the one or the other, nothing between.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="collection">The collection, which must exist.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="VectorStoreException">There is no such collection, it is itself an alias, or a collection has the alias's name.</exception>
    Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default);

    /// <summary>Removes an alias and leaves its collection. Removing one that is not there succeeds.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default);
}
