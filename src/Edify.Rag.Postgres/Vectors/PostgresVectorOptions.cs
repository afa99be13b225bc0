namespace Edify.Rag;

/// <summary>How collections of vectors are kept and searched in PostgreSQL.</summary>
public sealed class PostgresVectorOptions
{
    /// <summary>How exactly the numbers of vectors are kept. Fixed when a collection is made.</summary>
    /// <value>Default: <see cref="PostgresVectorElements.Single"/>.</value>
    public PostgresVectorElements Elements { get; set; } = PostgresVectorElements.Single;

    /// <summary>
    /// The server's text search configuration that texts and questions are cut into words by, such as "german", or "simple"
    /// for words as they are. Fixed when a collection is made.
    /// </summary>
    /// <value>Default: english.</value>
    public string TextSearchConfiguration { get; set; } = "english";

    /// <summary>
    /// From how many records on a collection gets an HNSW index and its vectors are searched approximately; below, and where
    /// vectors are too long for an index, every vector is compared.
    /// </summary>
    /// <value>Default: 20,000. Range: 1 and more; <see cref="int.MaxValue"/> for never.</value>
    public int IndexFrom { get; set; } = 20_000;

    /// <summary>Neighbours of each vector in the index: more find more, and take more space and time to build.</summary>
    /// <value>Default: 16. Range: 2 to 100.</value>
    public int M { get; set; } = 16;

    /// <summary>Candidates that are looked at when a vector enters the index.</summary>
    /// <value>Default: 64. Range: 4 to 1,000, at least twice <see cref="M"/>.</value>
    public int EfConstruction { get; set; } = 64;

    /// <summary>Candidates that a search by the index looks at first; never fewer than it has to find.</summary>
    /// <value>Default: 100. Range: 1 to 1,000.</value>
    public int EfSearch { get; set; } = 100;

    /// <summary>
    /// How many vectors a search by the index may visit until the filter has admitted enough; then every vector that the filter
    /// admits is compared instead.
    /// </summary>
    /// <value>Default: 20,000. Range: 1 and more.</value>
    public int MaxScanTuples { get; set; } = 20_000;

    /// <summary>
    /// Whether collections get row-level security: a second wall, in which the server itself shows a search the rows of its
    /// tenant alone. Collections that have it keep it. Searches and loading become slower.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RowLevelSecurity { get; set; }
}
