namespace Edify.Rag.Vectors.Lexical;

/// <summary>A segment to search.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Admits">A bit for each row that may be found, the lowest bit first; null for all. Rows beyond its end are not found.</param>
internal readonly record struct LexicalSource(ILexicalSegment Segment, ulong[]? Admits = null);

/// <summary>A row that matches.</summary>
/// <param name="Source">The index of its segment in the list that was searched.</param>
/// <param name="Row">The row.</param>
/// <param name="Score">Its BM25 score, above 0.</param>
internal readonly record struct LexicalHit(int Source, int Row, double Score);

/// <summary>Which of two rows of equal score comes first: negative for the first of them.</summary>
internal delegate int TieOrder(int source, int row, int otherSource, int otherRow);
