namespace Edify.Rag.Documents.Chunking;

/// <summary>Measures in tokens.</summary>
internal sealed class TokenMeter(int size, int overlap, ITextTokenizer tokenizer) : ChunkMeter(size, overlap)
{
    private const int WorthALook = 64;

    /// <inheritdoc/>
    public override int Measure(ReadOnlySpan<char> text) => tokenizer.CountTokens(text);

    /// <inheritdoc/>
    public override int TokensOf(int measure) => measure;

    /// <inheritdoc/>
    public override int Fit(ReadOnlySpan<char> text)
    {
        // Gallop until it no longer fits, then halve the distance until what may be lost is not worth another count.
        int fits = 0, tooLong = Math.Min(text.Length, Size);
        while (tooLong > fits && Fits(Measure(text[..tooLong])))
        {
            fits = tooLong;
            tooLong = (int)Math.Min(text.Length, tooLong * 2L);
        }

        while (tooLong - fits > Math.Max(1, fits / WorthALook))
        {
            var middle = fits + ((tooLong - fits) / 2);
            if (Fits(Measure(text[..middle]))) fits = middle;
            else tooLong = middle;
        }

        return fits;
    }

    /// <inheritdoc/>
    public override int NextCheck(ReadOnlySpan<char> text)
    {
        var tokens = Math.Max(1, Measure(text));
        var charactersLeft = (long)Math.Max(0, Size - tokens) * text.Length / tokens;
        return (int)Math.Min(text.Length + 1 + (charactersLeft / 2), Array.MaxLength);
    }

    /// <inheritdoc/>
    public override int Reach(ReadOnlySpan<char> chunk) =>
        (int)Math.Min(chunk.Length, 2L * Overlap * chunk.Length / Math.Max(1, Measure(chunk)));
}
