namespace Edify.Rag.Vectors.Lexical;

/// <summary>How often a row holds a term.</summary>
internal record struct Posting(int Row, int Frequency);
