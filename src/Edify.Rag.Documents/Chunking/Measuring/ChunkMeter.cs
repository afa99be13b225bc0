namespace Edify.Rag.Documents.Chunking.Measuring;

/// <summary>Measures the text of one document in the unit of the chunker; knows as much of it as the chunker's window holds.</summary>
internal abstract class ChunkMeter(int size)
{
    // Less than a quarter of the size says too little on its own.
    private const int SmallestShare = 4;

    /// <summary>Most that a chunk holds.</summary>
    public int Size { get; } = size;

    /// <summary>Below this much, text is rather merged with what follows than left on its own.</summary>
    public int Small => Size / SmallestShare;

    /// <summary>The meter that the options ask for.</summary>
    /// <param name="options">Size and unit.</param>
    /// <param name="tokenizer">Counts tokens.</param>
    public static ChunkMeter For(ChunkerOptions options, ITextTokenizer tokenizer) =>
        options.Unit == ChunkUnit.Tokens ? new TokenMeter(options.Size, tokenizer) : new CharacterMeter(options.Size);

    /// <summary>Length of a text in the unit.</summary>
    public abstract int Measure(ReadOnlySpan<char> text);

    /// <summary>Number of tokens to state in a chunk that measures so much.</summary>
    public abstract int TokensOf(int measure);

    /// <summary>Whether a section is rather merged with the next one than left on its own.</summary>
    public abstract bool IsSmall(ReadOnlySpan<char> section);

    /// <summary>Furthest position of the window such that the text before it fits; an estimate where tokens depend on what follows.</summary>
    /// <param name="start">Where the text starts.</param>
    /// <param name="room">How much may be there.</param>
    /// <param name="length">Length of the window.</param>
    public abstract int Fit(int start, int room, int length);

    /// <summary>Position such that the text after it measures about so much; it may lie before the window.</summary>
    /// <param name="end">Where the text ends.</param>
    /// <param name="most">How much.</param>
    public abstract int Reach(int end, int most);

    /// <summary>Notes that text was added to the window.</summary>
    public virtual void Append(ReadOnlySpan<char> text) { }

    /// <summary>Notes that the window lost so many characters at its start.</summary>
    public virtual void Discard(int count) { }
}
