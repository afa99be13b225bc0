namespace Edify.Rag.Shared.Vectors;

/// <summary>What a query may be.</summary>
internal static class QueryRules
{
    public static void Check(VectorQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Vector is null && query.Text is null)
            throw new ArgumentException("The query has neither a vector nor a text; give at least one of them.", nameof(query));
        if (query.Limit is < 1 or > VectorQuery.MaxLimit)
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, $"The limit must be 1 to {VectorQuery.MaxLimit:N0}.");
        if (query.MinSimilarity is { } least && least is not (>= -1 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(query), least, "The least similarity must lie in [-1, 1].");
    }

    /// <summary>
    /// The query's vector in unit length; <see langword="null"/> when it has none, and empty when it is zero: a question without
    /// a word that the embedder knows is near to nothing.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="dimension">The dimension of the collection that is searched.</param>
    /// <param name="embedder">The embedder that it was made for.</param>
    /// <exception cref="ArgumentException">The vector is not one for this collection.</exception>
    public static ReadOnlyMemory<float>? UnitVectorOf(VectorQuery query, int dimension, string embedder)
    {
        if (query.Vector is not { } vector) return null;
        if (query.Embedder is { } other && other != embedder)
        {
            throw new ArgumentException(
                $"The vector of the query is of embedder '{other}', and the collection was made for embedder '{embedder}'. Vectors of different embedders never mix.", nameof(query));
        }

        if (vector.Length == dimension && !vector.Span.ContainsAnyExcept(0f)) return ReadOnlyMemory<float>.Empty;
        return UnitVector.Of(vector, dimension, "the query", nameof(query));
    }
}
