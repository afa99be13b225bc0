namespace Edify.Rag;

/// <summary>Stores chunks with their vectors and finds them again, inside an access scope only.</summary>
/// <remarks>
/// Safe for concurrent use. Writes are idempotent: a record's id decides what it replaces. Once a write returns, it is
/// durable and every later search sees it. A store that cannot express a filter natively says so in
/// <see cref="Capabilities"/>; it never ignores a part of it. All members raise <see cref="VectorStoreException"/> when the
/// collection does not exist or the store fails, and <see cref="ArgumentException"/> for arguments out of range.
/// </remarks>
public interface IVectorStore
{
    /// <summary>What the store does natively.</summary>
    VectorStoreCapabilities Capabilities { get; }

    /// <summary>Creates the collection with its field indexes, or checks that the existing one fits.</summary>
    /// <param name="collection">What it should be.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="VectorStoreException">It exists with another dimension or embedder.</exception>
    Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default);

    /// <summary>Tells what a collection is, as fast whatever it holds; <see langword="null"/> when there is none of this name.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>Counts all records of a collection, which may take as long as it is large.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>Deletes a collection with all its records. Deleting one that is not there succeeds.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there was one.</returns>
    Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>Inserts or replaces records, in batches of the engine's liking; all or none of each batch.</summary>
    /// <param name="collection">Where to.</param>
    /// <param name="records">The records, with vectors of the collection's dimension. Of two with one id the later wins.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default);

    /// <summary>Deletes what matches. Maintenance: it takes a filter and not a scope, so name the tenant in it.</summary>
    /// <param name="collection">Where.</param>
    /// <param name="filter">Which records.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many records went.</returns>
    Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Sets fields on what matches without touching text or vector: how access changes without re-embedding.</summary>
    /// <param name="collection">Where.</param>
    /// <param name="filter">Which records; name the tenant in it.</param>
    /// <param name="fields">The fields to set; the others stay. <see cref="FieldValue.Many"/> of nothing clears one.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>How many records matched.</returns>
    Task<long> UpdateFieldsAsync(string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default);

    /// <summary>Finds the best records for a vector, a text, or both, best first.</summary>
    /// <param name="collection">Where to search.</param>
    /// <param name="query">What to find and how many.</param>
    /// <param name="scope">What the asker may see; applied inside the engine, on every leg.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentException">The query is out of range, or its vector is not one for this collection: of another length, or of another <see cref="VectorQuery.Embedder"/>.</exception>
    IAsyncEnumerable<VectorMatch> SearchAsync(string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default);

    /// <summary>Walks all records the scope admits, in id order, without their vectors unless asked.</summary>
    /// <param name="collection">Where.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="options">Narrows the walk and says whether vectors are wanted.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    IAsyncEnumerable<VectorRecord> ScanAsync(string collection, AccessScope scope, ScanOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Counts the records the scope admits.</summary>
    /// <param name="collection">Where.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="filter">Narrows the count.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Takes off the disk what deleted and replaced records left there: once it returns, no file of the store holds their texts or fields.</summary>
    /// <remarks>
    /// After an erasure. May take as long as the collection is large; searches go on meanwhile. Stores whose engine clears away by itself,
    /// in its own time, do nothing here, which is the default. A decorator passes it on.
    /// </remarks>
    /// <param name="collection">Where.</param>
    /// <param name="cancellationToken">Stops the wait for other writes; what has begun is completed.</param>
    Task CompactAsync(string collection, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Checks that the store is reachable and usable, for health checks and <c>doctor</c>.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="VectorStoreException">It is not; the message says what to do.</exception>
    Task CheckAsync(CancellationToken cancellationToken = default);
}
