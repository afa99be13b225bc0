namespace Edify.Rag.Vectors.Lexical;

/// <summary>How often a row holds a term; ordered by row.</summary>
internal record struct Posting(int Row, int Frequency) : IComparable<Posting>
{
    public readonly int CompareTo(Posting other) => Row.CompareTo(other.Row);
}
