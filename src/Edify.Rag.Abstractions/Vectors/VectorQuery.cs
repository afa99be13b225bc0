namespace Edify.Rag;

/// <summary>What to find.</summary>
/// <remarks>
/// With a vector only, the ranking is by cosine similarity; with a text only, by BM25; with both, the two rankings are
/// fused by reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009) with k = 60; what has equal scores in a ranking
/// shares its best rank there. Equal fused scores are ordered by similarity and then by lexical score, the greater first and what
/// a ranking has not found last. What is equal in all of this is ordered by id, so that the same query over the same records always
/// gives the same order.
/// </remarks>
public sealed record VectorQuery
{
    /// <summary>The most matches that one search returns.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Query vector of unit length; <see langword="null"/> for a purely lexical search.</summary>
    public ReadOnlyMemory<float>? Vector { get; init; }

    /// <summary>
    /// The embedder that made <see cref="Vector"/>, as <see cref="CollectionDefinition.Embedder"/> names it: a collection of another one
    /// refuses it, also where an alias was switched a moment ago. <see langword="null"/> leaves this to the caller.
    /// </summary>
    public string? Embedder { get; init; }

    /// <summary>Query text, taken as words and never as query syntax; <see langword="null"/> for a purely semantic search.</summary>
    public string? Text { get; init; }

    /// <summary>The most matches to return.</summary>
    /// <value>Default: 10. Range: 1 to 1,000.</value>
    public int Limit { get; init; } = 10;

    /// <summary>Narrows the search further; can't widen the scope.</summary>
    public VectorFilter Filter { get; init; } = VectorFilter.All;

    /// <summary>Cosine similarity below which matches of the vector leg are dropped, in [-1, 1].</summary>
    public float? MinSimilarity { get; init; }
}

/// <summary>How to walk a collection.</summary>
public sealed record ScanOptions
{
    /// <summary>Narrows the walk.</summary>
    public VectorFilter Filter { get; init; } = VectorFilter.All;

    /// <summary>Whether vectors are wanted.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeVectors { get; init; }
}
