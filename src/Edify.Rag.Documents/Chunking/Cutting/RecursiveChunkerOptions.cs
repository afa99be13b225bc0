namespace Edify.Rag;

/// <summary>How the recursive chunker cuts documents into passages.</summary>
public sealed class RecursiveChunkerOptions : ChunkerOptions
{
    /// <summary>
    /// Most that a chunk repeats from the end of the one before it, in <see cref="ChunkerOptions.Unit"/>s; from 0 to less than half of
    /// <see cref="ChunkerOptions.Size"/>.
    /// </summary>
    /// <value>Default: 200.</value>
    public int Overlap { get; set; } = 200;

    /// <summary>Whether a heading starts a new chunk, unless what stands before it is small and what follows fits beside it.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool BreakAtHeadings { get; set; } = true;
}
