namespace Edify.Rag;

/// <summary>How the structure-aware chunker cuts documents into passages.</summary>
public sealed class StructureChunkerOptions : ChunkerOptions
{
    /// <summary>
    /// Most that a chunk repeats from the end of the one before it in the same section, in <see cref="ChunkerOptions.Unit"/>s; from 0 to
    /// less than half of <see cref="ChunkerOptions.Size"/>. Tables and code are never repeated.
    /// </summary>
    /// <value>Default: 0.</value>
    public int Overlap { get; set; }

    /// <summary>Whether the first row of a table is the <see cref="Chunk.Preface"/> of each chunk that goes on with the table.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RepeatTableHeaders { get; set; } = true;
}
