namespace Edify.Rag;

/// <summary>Finds the passages that a question is about, inside an access scope.</summary>
/// <remarks>
/// Safe for concurrent use. Every passage was checked twice against the scope: inside the store and again in process. A leg
/// of the search that fails is dropped and named in <see cref="RetrievalResult.Degraded"/>; when all fail, the call fails.
/// </remarks>
public interface IRetriever
{
    /// <summary>Finds passages, best first.</summary>
    /// <param name="query">What to find.</param>
    /// <param name="scope">What the asker may see.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="RagInputException">The text is empty or too long.</exception>
    /// <exception cref="RagException">No leg of the search could be run.</exception>
    Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default);
}

/// <summary>Reorders passages by a closer look at each.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IReranker
{
    /// <summary>Scores passages against the question and returns them best first.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passages">What a search found; never passages from elsewhere, whose access was not checked.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The same passages, perhaps fewer, with their new scores.</returns>
    Task<IReadOnlyList<RetrievedChunk>> RerankAsync(string question, IReadOnlyList<RetrievedChunk> passages, CancellationToken cancellationToken = default);
}
