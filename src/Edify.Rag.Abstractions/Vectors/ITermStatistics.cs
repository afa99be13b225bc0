namespace Edify.Rag;

/// <summary>Tells in how many records words occur. Stores whose text index knows it implement this beside <see cref="IVectorStore"/>.</summary>
/// <remarks>
/// <para>
/// Optional: embedders do without where the store does not offer it. A decorator of a store that does implements it too, and
/// passes it on; otherwise it is hidden.
/// </para>
/// <para>
/// The numbers are of the whole collection, over all tenants and scopes, as are those that BM25 weighs words by. They weigh the
/// words of a question and thereby change the order of what a scope admits, never what it admits. They are not for users: that a
/// word occurs at all may be a secret.
/// </para>
/// Safe for concurrent use.
/// </remarks>
public interface ITermStatistics
{
    /// <summary>Counts the records of a collection, and those that hold each of the words.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="words">Single words, in any case; the store folds and stems them as it does the words of a search. One that the
    /// index cuts into several terms counts as often as the rarest of them.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The numbers as of the last write; earlier versions of changed records, and deleted ones, may count until the engine has cleared them away.</returns>
    /// <exception cref="VectorStoreException">The collection does not exist, or the store fails.</exception>
    Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default);
}
