namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>For each place in a piece, the best way to get there: the memory of <see cref="UnigramModel"/>.</summary>
internal sealed class ViterbiLattice
{
    public Step[] Steps { get; private set; } = new Step[256];

    /// <summary>The last token of the best way to a place, where it starts, and the sum of the scores.</summary>
    internal record struct Step(double Score, int Start, int Id);

    /// <summary>Makes room for a piece and forgets the one before.</summary>
    public void Reset(int length)
    {
        if (Steps.Length <= length) Steps = new Step[length + (length >> 1) + 1];
        Array.Fill(Steps, new(double.NegativeInfinity, -1, -1), 0, length + 1);
        Steps[0].Score = 0;
    }
}
