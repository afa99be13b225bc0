using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical.Scoring;

namespace Edify.Rag.Vectors.Lexical;

/// <summary>Finds the rows of several segments that match a question best.</summary>
/// <remarks>
/// BM25 as in Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, Foundations and Trends in Information
/// Retrieval 3(4), 2009, without its constant factor k1 + 1, and with the inverse document frequency ln(1 + (N - df + 0.5) / (df + 0.5)).
/// N, df and the mean length are those of all rows of all segments together, so a row's score doesn't depend on how rows are spread.
/// Rows that a bitmap leaves out, deleted ones too, still count there until they are merged away.
/// </remarks>
internal static class Bm25Search
{
    /// <summary>The best rows, by falling score, ties by the caller's order. A row without any term of the query is never among them.</summary>
    /// <param name="sources">The segments.</param>
    /// <param name="query">The terms.</param>
    /// <param name="limit">How many rows at most.</param>
    /// <param name="ties">The order of rows of equal score; when null by source, then by row.</param>
    /// <param name="parameters">The constants; when null those of <see cref="Bm25Parameters.Default"/>.</param>
    /// <param name="cancellationToken">Stops the search between segments and every few thousand rows.</param>
    /// <exception cref="RagStateException">A segment is damaged.</exception>
    public static IReadOnlyList<LexicalHit> Search(
        IReadOnlyList<LexicalSource> sources,
        LexicalQuery query,
        int limit,
        TieOrder? ties = null,
        Bm25Parameters? parameters = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var hits = new TopHits(limit, ties ?? BySourceThenRow);
        var statistics = QueryStatistics.Of(sources, query, parameters ?? Bm25Parameters.Default);
        for (var source = 0; source < sources.Count; source++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var search = new SegmentSearch(sources[source], source, statistics, hits);
            search.Run(cancellationToken);
        }

        return hits.ToSortedList();
    }

    private static int BySourceThenRow(int source, int row, int otherSource, int otherRow) =>
        source != otherSource ? source.CompareTo(otherSource) : row.CompareTo(otherRow);
}
