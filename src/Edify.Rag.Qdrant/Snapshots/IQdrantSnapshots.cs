namespace Edify.Rag;

/// <summary>Backups of collections in Qdrant: each a file on the server that holds a collection with its records and indexes.</summary>
/// <remarks>
/// Found by <c>GetRag&lt;IQdrantSnapshots&gt;()</c>. A snapshot is restored at the server, into a collection of any name: <c>PUT
/// /collections/{name}/snapshots/recover</c>. In a cluster each node makes one of the parts that it holds. Safe for concurrent use.
/// All members raise <see cref="VectorStoreException"/> when the collection does not exist or the server fails.
/// </remarks>
public interface IQdrantSnapshots
{
    /// <summary>Makes a snapshot, and waits up to an hour for it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="cancellationToken">Stops waiting; the server may go on.</param>
    Task<QdrantSnapshot> CreateAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>The snapshots of a collection, oldest first.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<IReadOnlyList<QdrantSnapshot>> ListAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>Deletes a snapshot. Deleting one that is not there succeeds.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="snapshot">The snapshot's name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string collection, string snapshot, CancellationToken cancellationToken = default);
}

/// <summary>A snapshot of a collection.</summary>
/// <param name="Name">Its name, a file's.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Created">When it was made; <see langword="null"/> where the server does not tell.</param>
public sealed record QdrantSnapshot(string Name, long SizeBytes, DateTimeOffset? Created);
