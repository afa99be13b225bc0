namespace Edify.Rag.Documents.Chunking;

/// <summary>Measures in tokens.</summary>
internal sealed class TokenMeter(int size, int overlap, ITextTokenizer tokenizer) : ChunkMeter(size, overlap)
{
    private const int WorthALook = 64;
    private const int TypicalToken = 5;
    private const int MostEstimates = 4;

    /// <inheritdoc/>
    public override int Measure(ReadOnlySpan<char> text) => tokenizer.CountTokens(text);

    /// <inheritdoc/>
    public override int TokensOf(int measure) => measure;

    /// <inheritdoc/>
    public override int Fit(ReadOnlySpan<char> text)
    {
        // Each count tells how many characters a token takes here, and so where the limit must lie; that is one of the first
        // few guesses in ordinary text. Halving the distance ends the search in any other.
        int fits = 0, tooLong = text.Length + 1;
        var guess = (int)Math.Min(text.Length, (long)Size * TypicalToken);
        for (var tries = 0; tooLong - fits > Math.Max(1, fits / WorthALook); tries++)
        {
            var tokens = Measure(text[..guess]);
            if (Fits(tokens)) fits = guess;
            else tooLong = guess;
            if (fits == guess && tokens >= Size - (Size / WorthALook)) break;

            var expected = tries < MostEstimates ? (long)guess * Size / Math.Max(1, tokens) : fits + ((tooLong - fits) / 2);
            guess = (int)Math.Clamp(expected - (expected / (2 * WorthALook)), fits + 1, Math.Max(fits + 1, tooLong - 1));
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
