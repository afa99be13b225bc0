namespace Edify.Rag.Documents.Chunking.Measuring;

/// <summary>Measures in UTF-16 units.</summary>
internal sealed class CharacterMeter(int size) : ChunkMeter(size)
{
    /// <inheritdoc/>
    public override int Measure(ReadOnlySpan<char> text) => text.Length;

    /// <inheritdoc/>
    public override int TokensOf(int measure) => 0;

    /// <inheritdoc/>
    public override bool IsSmall(ReadOnlySpan<char> section) => section.Length < Small;

    /// <inheritdoc/>
    public override int Fit(int start, int room, int length) => Math.Min(length, start + room);

    /// <inheritdoc/>
    public override int Reach(int end, int most) => end - most;
}
