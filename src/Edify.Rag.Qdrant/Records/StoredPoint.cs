namespace Edify.Rag.Qdrant.Records;

/// <summary>A point as the server gives it.</summary>
/// <param name="Id">Its id, which is the record's.</param>
/// <param name="Score">Its score, where it was searched for.</param>
/// <param name="Record">The record, where its payload was asked for.</param>
internal readonly record struct StoredPoint(Guid Id, float Score, VectorRecord? Record);
