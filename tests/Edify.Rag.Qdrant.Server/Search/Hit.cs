using Edify.Rag.Qdrant.Server.Data;

namespace Edify.Rag.Qdrant.Server.Search;

/// <summary>A point that was found.</summary>
/// <param name="Order">The value that it is sorted by, in a question that sorts.</param>
internal readonly record struct Hit(QdrantPoint Point, float Score, OrderValue? Order = null);
