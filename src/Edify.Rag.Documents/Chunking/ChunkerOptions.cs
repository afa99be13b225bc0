namespace Edify.Rag;

/// <summary>How documents are cut into passages.</summary>
public sealed class ChunkerOptions
{
    /// <summary>Most that a chunk holds, in <see cref="Unit"/>s; from 50 to 100,000.</summary>
    /// <value>Default: 1000.</value>
    public int Size { get; set; } = 1000;

    /// <summary>Most that a chunk repeats from the end of the one before it, in <see cref="Unit"/>s; from 0 to less than half of <see cref="Size"/>.</summary>
    /// <value>Default: 200.</value>
    public int Overlap { get; set; } = 200;

    /// <summary>What <see cref="Size"/> and <see cref="Overlap"/> count.</summary>
    /// <value>Default: <see cref="ChunkUnit.Characters"/>.</value>
    public ChunkUnit Unit { get; set; } = ChunkUnit.Characters;

    /// <summary>Whether a heading starts a new chunk, unless what stands before it is small and what follows fits beside it.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool BreakAtHeadings { get; set; } = true;
}

/// <summary>What the size of a chunk is measured in.</summary>
public enum ChunkUnit
{
    /// <summary>UTF-16 units of text.</summary>
    Characters,

    /// <summary>Tokens of the pipeline's <see cref="ITextTokenizer"/>.</summary>
    Tokens,
}
