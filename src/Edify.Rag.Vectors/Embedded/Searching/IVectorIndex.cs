using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>Finds the nearest vectors of a segment: where an approximate index will take the place of the exact one.</summary>
internal interface IVectorIndex
{
    /// <summary>Offers rows to the hits, all of which must be among those admitted.</summary>
    /// <param name="vectors">The segment's vectors.</param>
    /// <param name="admitted">The rows that may be found.</param>
    /// <param name="query">A vector of unit length.</param>
    /// <param name="segment">The segment's number among those that are searched, for the hits.</param>
    /// <param name="hits">Takes the rows.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    void Search(
        IVectorBlocks vectors, Bitmap admitted, ReadOnlySpan<float> query, int segment, TopHits hits, CancellationToken cancellationToken);
}
