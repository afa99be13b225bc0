namespace Edify.Rag;

/// <summary>Vectors that an embedder's decorator keeps, so that no text is embedded twice. Found by the embedder's <c>GetService</c>.</summary>
/// <remarks>Safe for concurrent use. A vector tells something of its text, so an erasure clears them.</remarks>
public interface IEmbeddingCache
{
    /// <summary>Forgets all vectors, in memory and on the disk. Those in a cache that machines share go with their lifetime.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">Another process writes the files.</exception>
    Task ClearAsync(CancellationToken cancellationToken = default);
}
