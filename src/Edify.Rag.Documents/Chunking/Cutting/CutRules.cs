namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>What elements mean to a chunker that cuts between them.</summary>
internal sealed record CutRules
{
    /// <summary>Most that a chunk repeats of the one before it, in the chunker's unit.</summary>
    public int Overlap { get; init; }

    /// <summary>Whether headings start new chunks.</summary>
    public bool BreaksAtHeadings { get; init; }

    /// <summary>Whether pages start new chunks.</summary>
    public bool BreaksAtPages { get; init; }

    /// <summary>Whether tables and code are kept whole where they fit, and cut only between rows and lines where they don't.</summary>
    public bool KeepsBlocks { get; init; }

    /// <summary>Whether the first row of a table is the preface of chunks that go on with it.</summary>
    public bool RepeatsTableHeaders { get; init; }

    /// <summary>Whether chunks are embedded with their headings.</summary>
    public bool EmbedsHeadings { get; init; }
}
