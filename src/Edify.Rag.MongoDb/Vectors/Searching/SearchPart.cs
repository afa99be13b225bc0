namespace Edify.Rag.MongoDb.Vectors.Searching;

/// <summary>What all legs of a search are told.</summary>
/// <param name="Entry">The collection.</param>
/// <param name="Filter">What may be found: the scope's filter and the caller's.</param>
/// <param name="Limit">How many are wanted.</param>
/// <param name="IsWhole">Whether the records are wanted, and not only their ids.</param>
internal sealed record SearchPart(Collections.CollectionEntry Entry, VectorFilter Filter, int Limit, bool IsWhole)
{
    /// <summary>How many a search index is asked for: a few more, so that ties are broken by id and what it ranks roughly is ranked exactly.</summary>
    public int Depth => Math.Max(100, 2 * Limit);
}
