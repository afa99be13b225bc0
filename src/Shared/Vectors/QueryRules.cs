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
    public static ReadOnlyMemory<float>? UnitVectorOf(VectorQuery query, int dimension)
    {
        if (query.Vector is not { } vector) return null;
        if (vector.Length == dimension && !vector.Span.ContainsAnyExcept(0f)) return ReadOnlyMemory<float>.Empty;
        return UnitVector.Of(vector, dimension, "the query", nameof(query));
    }
}
