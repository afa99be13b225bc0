namespace Edify.Rag.Vectors.Lexical;

/// <summary>The constants of BM25.</summary>
/// <param name="K1">How soon more occurrences of a term stop to matter, above 0.</param>
/// <param name="B">How much a row's length matters, 0 to 1.</param>
internal readonly record struct Bm25Parameters(double K1, double B)
{
    public static Bm25Parameters Default { get; } = new(0.9, 0.4);
}
