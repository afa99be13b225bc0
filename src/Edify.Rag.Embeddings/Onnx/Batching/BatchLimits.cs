namespace Edify.Rag.Embeddings.Onnx;

/// <summary>How large a batch may be.</summary>
/// <param name="Tokens">The most tokens, padding included.</param>
/// <param name="Texts">The most texts.</param>
/// <param name="Padding">By which part a text may be shorter than the batch's longest.</param>
internal sealed record BatchLimits(int Tokens, int Texts = int.MaxValue, double Padding = BatchLimits.UsualPadding)
{
    // A padded token costs as much as another one, and a batch of its own little.
    private const double UsualPadding = 0.04;
    private const int FreePadding = 2;

    /// <summary>The shortest text that goes with one of so many tokens.</summary>
    public int ShortestBeside(int longest) => Math.Max(1, longest - Math.Max(FreePadding, (int)(Padding * longest)));
}
