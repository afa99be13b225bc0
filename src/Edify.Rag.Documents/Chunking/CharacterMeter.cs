namespace Edify.Rag.Documents.Chunking;

/// <summary>Measures in UTF-16 units.</summary>
internal sealed class CharacterMeter(int size, int overlap) : ChunkMeter(size, overlap)
{
    /// <inheritdoc/>
    public override int Measure(ReadOnlySpan<char> text) => text.Length;

    /// <inheritdoc/>
    public override int TokensOf(int measure) => 0;

    /// <inheritdoc/>
    public override int Fit(ReadOnlySpan<char> text) => Math.Min(text.Length, Size);

    /// <inheritdoc/>
    public override int NextCheck(ReadOnlySpan<char> text) => Size + 1;

    /// <inheritdoc/>
    public override int Reach(ReadOnlySpan<char> chunk) => Math.Min(chunk.Length, Overlap);
}
