namespace Edify.Rag;

/// <summary>What all chunkers have in common.</summary>
public abstract class ChunkerOptions
{
    private protected ChunkerOptions() { }

    /// <summary>Most that a chunk holds, with its preface, in <see cref="Unit"/>s; from 50 to 100,000.</summary>
    /// <value>Default: 1000; of the page chunker 4000.</value>
    public int Size { get; set; } = 1000;

    /// <summary>What sizes count.</summary>
    /// <value>Default: <see cref="ChunkUnit.Characters"/>.</value>
    public ChunkUnit Unit { get; set; } = ChunkUnit.Characters;

    /// <summary>Whether passages are embedded with the headings above them; these are stored and cited in any case.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool PrefixHeadings { get; set; } = true;

    /// <summary>
    /// How often the same paragraph comes into chunks before it counts as boilerplate and is left out; 0 for always. Only
    /// paragraphs and notes of 40 to 2,000 characters count, and only where they recur on another page or, without pages, at least
    /// 1,000 characters further on, so that refrains and forms stay whole.
    /// </summary>
    /// <value>Default: 2. Range: 0 to 1,000.</value>
    public int MaxOccurrences { get; set; } = 2;
}

/// <summary>What the size of a chunk is measured in.</summary>
public enum ChunkUnit
{
    /// <summary>UTF-16 units of text.</summary>
    Characters,

    /// <summary>Tokens of the pipeline's <see cref="ITextTokenizer"/>, else of the one that its embedder offers, else estimated.</summary>
    Tokens,
}
